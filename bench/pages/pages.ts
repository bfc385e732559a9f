import type { Bench } from '../bench.ts'
import { type Contestant, ours, withContestants } from '../forums/contestant.ts'
import { webDocuments } from '../forums/documents.ts'
import { type ByProcess, cpuByProcess, minus, per, processNames, totalOf } from '../measure/forum-processes.ts'
import { median, quantile } from '../measure/median.ts'
import { printTable } from '../measure/report.ts'
import { besidePeer, type OwnPage } from './beside-peer.ts'
import { type Page, pageList } from './page-list.ts'
import { Readers } from './reader.ts'
import { makeWorld, readersAtOnce, type World } from './world.ts'

const warmUp = { pages: 200, milliseconds: 4_000 }
const measured = { pages: 300, milliseconds: 8_000 }

type Party = { contestant: Contestant; world: World; documents: ReadonlyMap<string, string>; readers: Readers }
type Cell = { cpu: ByProcess; p50Ms: number; p95Ms: number }

/** Processor time of all processes of the forum for a page, as the web app of each version asks for it: ours beside the baseline's. */
export const pages: Bench = ({ baseline, rounds, peer }) =>
  withContestants([{ name: 'baseline', checkout: baseline }, ours], 'demo', async (contestants) => {
    const parties: Party[] = []
    for (const contestant of contestants) {
      console.log(`${contestant.name} is seeded and runs at ${contestant.url}`)
      const world = await makeWorld(contestant)
      const readers = new Readers(contestant.url, world.people, readersAtOnce)
      parties.push({ contestant, world, documents: webDocuments(contestant.checkout), readers })
    }
    const figures: Record<string, number> = {}
    const details: Record<string, Record<string, unknown>> = {}
    const rows = [['page', 'version', 'ms of CPU', 'ratio', 'p50', 'p95', ...processNames]]
    for (const page of pageList) {
      const cells = await compare(page, parties, rounds)
      console.log(`${page.name} was measured`)
      details[page.name] = Object.fromEntries(cells)
      const base = totalOf(cells.get('baseline')?.cpu ?? missing())
      for (const [name, { cpu, p50Ms, p95Ms }] of cells) {
        const ratio = base / totalOf(cpu)
        if (name === ours.name) figures[page.name] = ratio
        rows.push([
          page.name,
          name,
          totalOf(cpu).toFixed(1),
          ratio.toFixed(2),
          p50Ms.toFixed(0),
          p95Ms.toFixed(0),
          ...processNames.map((process) => cpu[process].toFixed(1)),
        ])
      }
    }
    printTable(rows)
    const own = parties.find(({ contestant }) => contestant.name === ours.name)
    if (peer && own) {
      const beside = await besidePeer(peer, guestsOf(own), { warmUp, measured, rounds })
      figures[peer.name] = beside.ratio
      details[peer.name] = beside.cells
    }
    for (const { readers } of parties) await readers.close()
    return { figures, details }
  })

/** How guests read our home feed, another page of it each time. */
function guestsOf({ contestant, world, documents, readers }: Party): OwnPage {
  const page = pageList.find(({ isSignedIn }) => !isSignedIn)
  if (!page) throw new Error('guests have no page')
  const read: OwnPage['read'] = (most) =>
    readers.read(most, page.isSignedIn, (number) => page.asks(documents, world, number))
  return { pid: contestant.pid, read }
}

/** The middle of the rounds, in each of which every version has its turn. */
async function compare(page: Page, parties: readonly Party[], rounds: number): Promise<Map<string, Cell>> {
  const cells = new Map<string, Cell[]>()
  for (let round = -1; round < rounds; round += 1)
    for (const { contestant, world, documents, readers } of parties) {
      await readers.stayFor(page)
      const before = cpuByProcess(contestant.pid)
      const { times } = await readers.read(round < 0 ? warmUp : measured, page.isSignedIn, (number) =>
        page.asks(documents, world, number),
      )
      if (round < 0) continue
      const cell = {
        cpu: per(minus(cpuByProcess(contestant.pid), before), times.length),
        p50Ms: median(times),
        p95Ms: quantile(times, 0.95),
      }
      cells.set(contestant.name, [...(cells.get(contestant.name) ?? []), cell])
    }
  return new Map(
    [...cells].map(([name, all]) => {
      const middle = all.toSorted((a, b) => totalOf(a.cpu) - totalOf(b.cpu))[all.length >> 1]
      return [name, middle ?? missing()]
    }),
  )
}

function missing(): never {
  throw new Error('a version was not measured')
}
