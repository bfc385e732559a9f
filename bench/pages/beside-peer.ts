import type { Peer } from '../bench.ts'
import { cpuByProcess, totalOf } from '../measure/forum-processes.ts'
import { median, quantile } from '../measure/median.ts'
import { printTable } from '../measure/report.ts'
import { PeerReaders } from './peer.ts'
import type { Visits } from './reader.ts'

/** How our page is read, and by which launcher's processes. */
export type OwnPage = { pid: number; read: (most: Most) => Promise<Visits> }
type Most = { pages: number; milliseconds: number }
type Turn = { cpuMs: number; visits: Visits }

/** A guest's page of 20 posts beside a peer's page of 20 topics, in turns: the peer's processor time for a page over ours. */
export async function besidePeer(
  peer: Peer,
  own: OwnPage,
  { warmUp, measured, rounds }: { warmUp: Most; measured: Most; rounds: number },
): Promise<{ ratio: number; cells: Record<string, unknown> }> {
  const readers = new PeerReaders(peer)
  const turns: Record<'peer' | 'own', Turn[]> = { peer: [], own: [] }
  for (let round = -1; round < rounds; round += 1) {
    const most = round < 0 ? warmUp : measured
    const theirs = await turn(
      () => readers.cpuMs(),
      () => readers.read(most),
    )
    const ours = await turn(
      () => totalOf(cpuByProcess(own.pid)),
      () => own.read(most),
    )
    if (round < 0) continue
    turns.peer.push(theirs)
    turns.own.push(ours)
  }
  await readers.close()
  const [theirs, ours] = [summary(turns.peer), summary(turns.own)]
  const row = (name: string, { cpuMs, p50Ms, p95Ms, bodyBytes }: ReturnType<typeof summary>) => [
    ...[name, cpuMs.toFixed(1), p50Ms.toFixed(0), p95Ms.toFixed(0), (bodyBytes / 1_024).toFixed(1)],
  ]
  printTable([['20 topics', 'ms of CPU', 'p50', 'p95', 'KiB of body'], row(peer.name, theirs), row('ours', ours)])
  return { ratio: theirs.cpuMs / ours.cpuMs, cells: { [peer.name]: theirs, ours } }
}

async function turn(cpuMs: () => number, read: () => Promise<Visits>): Promise<Turn> {
  const before = cpuMs()
  const visits = await read()
  return { visits, cpuMs: cpuMs() - before }
}

function summary(turns: readonly Turn[]) {
  const times = turns.flatMap(({ visits }) => visits.times)
  return {
    cpuMs: median(turns.map(({ cpuMs, visits }) => cpuMs / visits.times.length)),
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    bodyBytes: turns.reduce((sum, { visits }) => sum + visits.bytes, 0) / times.length,
  }
}
