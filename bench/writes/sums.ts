import { type ByProcess, none, per, plus, processNames } from '../measure/forum-processes.ts'
import { quantile } from '../measure/median.ts'
import { loads, probedName } from './loads.ts'
import { noOutcomes, type Outcomes } from './writers.ts'

/** What a load came to: processor time above rest, what became of its writes, and how many were not begun because too many were under way. */
type Sum = { used: ByProcess; outcomes: Outcomes; held: number; delaysMs: number[] }

/** What each load came to in all rounds. */
export class Sums {
  readonly #sums = new Map<string, Sum>()

  of(name: string): Sum {
    return this.#sums.get(name) ?? { used: none(), outcomes: noOutcomes(), held: 0, delaysMs: [] }
  }

  add(name: string, more: Pick<Sum, 'outcomes' | 'held'> & Partial<Sum>): void {
    const { used, outcomes, held, delaysMs } = this.of(name)
    const refused = { ...outcomes.refused }
    for (const [code, count] of Object.entries(more.outcomes.refused)) refused[code] = (refused[code] ?? 0) + count
    this.#sums.set(name, {
      used: plus(used, more.used ?? none()),
      outcomes: {
        accepted: outcomes.accepted + more.outcomes.accepted,
        refused,
        answeredMs: [...outcomes.answeredMs, ...more.outcomes.answeredMs],
      },
      held: held + more.held,
      delaysMs: [...delaysMs, ...(more.delaysMs ?? [])],
    })
  }
}

const refusedOf = ({ outcomes: { refused } }: Sum): number => Object.values(refused).reduce((sum, one) => sum + one, 0)

/** What the last line says: of accepted writes; those that were refused or not begun only where there are any. */
export function figuresOf(sums: Sums): Record<string, number> {
  const figures: Record<string, number> = {}
  for (const { name, cpuOf } of loads)
    figures[`${name}_ms`] = cpuOf(sums.of(name).used) / sums.of(name).outcomes.accepted
  const { delaysMs } = sums.of(probedName)
  figures['like_to_number_p50_ms'] = quantile(delaysMs, 0.5)
  figures['like_to_number_p99_ms'] = quantile(delaysMs, 0.99)
  for (const name of [...loads.map((load) => load.name), probedName]) {
    const missing = refusedOf(sums.of(name)) + sums.of(name).held
    if (missing > 0) figures[`${name}_not_accepted`] = missing
  }
  return figures
}

/** A row for each load of each version: what counts for one that was accepted and for one that was sent, then all processes for one that was accepted. */
export function tableOf(versions: ReadonlyMap<string, Sums>): string[][] {
  const head = ['load', 'version', 'ms accepted', 'ms sent', 'accepted', 'refused', 'not begun', 'p50', 'p95']
  const rows = [[...head, ...processNames]]
  for (const { name, cpuOf } of [...loads, { name: probedName, cpuOf: null }])
    for (const [version, sums] of versions) {
      const sum = sums.of(name)
      const { accepted, answeredMs } = sum.outcomes
      const sent = accepted + refusedOf(sum)
      rows.push([
        ...[name, version, ...[accepted, sent].map((count) => (cpuOf ? (cpuOf(sum.used) / count).toFixed(2) : ''))],
        ...[accepted, refusedOf(sum), sum.held].map(String),
        ...[0.5, 0.95].map((share) => quantile(answeredMs, share).toFixed(0)),
        ...processNames.map((process) => (sum.used[process] / accepted).toFixed(2)),
      ])
    }
  return rows
}

/** All of it, without each single time. */
export function detailsOf(versions: ReadonlyMap<string, Sums>): unknown {
  const ofLoad = (sum: Sum) => ({
    accepted: sum.outcomes.accepted,
    refused: sum.outcomes.refused,
    notBegun: sum.held,
    answeredP50Ms: quantile(sum.outcomes.answeredMs, 0.5),
    answeredP95Ms: quantile(sum.outcomes.answeredMs, 0.95),
    msOfAccepted: per(sum.used, sum.outcomes.accepted),
    probes: sum.delaysMs.length,
  })
  const names = [...loads.map(({ name }) => name), probedName]
  return Object.fromEntries(
    [...versions].map(([version, sums]) => [
      version,
      { figures: figuresOf(sums), ...Object.fromEntries(names.map((name) => [name, ofLoad(sums.of(name))])) },
    ]),
  )
}
