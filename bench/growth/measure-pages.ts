import { setTimeout as wait } from 'node:timers/promises'
import type { Person } from '@forum/e2e'
import type { Contestant } from '../forums/contestant.ts'
import {
  type ByProcess,
  cpuByProcess,
  minus,
  none,
  per,
  plus,
  processNames,
  totalOf,
} from '../measure/forum-processes.ts'
import { quantile } from '../measure/median.ts'
import { Readers } from '../pages/reader.ts'
import { type GrowthPage, growthPages } from './growth-pages.ts'
import type { Sights } from './sights.ts'

/** A forum of a size. */
export type Party = { contestant: Contestant; sights: Sights; people: readonly Person[] }
export type Cell = { cpu: ByProcess; p50Ms: number; p95Ms: number; requests: number }
/** By page, and by size. */
export type Measured = ReadonlyMap<string, ReadonlyMap<string, Cell>>

/** So many requests of each page, in so many rounds. */
type Turns = { rounds: number; requests: number }

/** As many as the processors that most machines of this have: what is measured is the page, and not its waiting for others. */
const atOnce = 2
const warmUp = { pages: 100, milliseconds: 10_000 }
const longestMs = 120_000
const paidWithinMs = 30_000

/** Every page in each size's turn, in several rounds. */
export async function measurePages(
  parties: readonly Party[],
  documents: ReadonlyMap<string, string>,
  turns: Turns,
): Promise<Measured> {
  const measured = new Map<string, Map<string, Cell>>()
  for (const one of growthPages) {
    const cells = await measureOne(one, parties, documents, turns)
    measured.set(one.name, cells)
    // As it comes: with a million posts it is long until the table.
    for (const [size, { cpu, p95Ms }] of cells)
      console.log(`${one.name} at ${size} posts: ${totalOf(cpu).toFixed(1)} ms of CPU, p95 ${p95Ms.toFixed(1)} ms`)
  }
  return measured
}

async function measureOne(
  { page, readers: [from, until], sees }: GrowthPage,
  parties: readonly Party[],
  documents: ReadonlyMap<string, string>,
  { rounds, requests }: Turns,
): Promise<Map<string, Cell>> {
  const all = parties.map(({ contestant, sights, people }) => {
    const readers = new Readers(contestant.url, people.slice(from, until), atOnce)
    const world = { people: [], cursors: [], posts: [], handles: [], words: [], ...sees(sights) }
    return { contestant, readers, world, used: none(), times: [] as number[] }
  })
  const pages = Math.ceil(requests / rounds)
  for (let round = -1; round < rounds; round += 1)
    for (const turn of all) {
      await turn.readers.stayFor(page)
      const read = (turns: { pages: number; milliseconds: number }) =>
        turn.readers.read(turns, page.isSignedIn, (number) => page.asks(documents, turn.world, number))
      if (round < 0) {
        // Who asks first pays for what is computed for everybody, and may have to wait until that is earned again.
        await read(warmUp).catch(() => wait(paidWithinMs).then(() => read(warmUp)))
        continue
      }
      const before = cpuByProcess(turn.contestant.pid)
      const { times } = await read({ pages, milliseconds: longestMs })
      turn.used = plus(turn.used, minus(cpuByProcess(turn.contestant.pid), before))
      turn.times.push(...times)
    }
  for (const { readers } of all) await readers.close()
  return new Map(
    all.map(({ contestant: { name }, used, times }) => [
      name,
      {
        cpu: per(used, times.length),
        p50Ms: quantile(times, 0.5),
        p95Ms: quantile(times, 0.95),
        requests: times.length,
      },
    ]),
  )
}

export function tableOf(measured: Measured): string[][] {
  const rows = [['page', 'posts', 'ms of CPU', 'growth', 'p50', 'p95', 'growth', ...processNames]]
  for (const [page, cells] of measured) {
    const [smallest] = cells.values()
    if (!smallest) continue
    for (const [size, { cpu, p50Ms, p95Ms }] of cells)
      rows.push([
        ...[page, size, totalOf(cpu).toFixed(1), (totalOf(cpu) / totalOf(smallest.cpu)).toFixed(2)],
        ...[p50Ms.toFixed(1), p95Ms.toFixed(1), (p95Ms / smallest.p95Ms).toFixed(2)],
        ...processNames.map((process) => cpu[process].toFixed(1)),
      ])
  }
  return rows
}
