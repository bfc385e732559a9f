import type { PartitionOffsets } from '@forum/events'

type Candidate = { time: Date; ends: readonly PartitionOffsets[] }

/** More than these wait only while the consumers are far behind; what they would add is precision that nobody needs then. */
const maxCandidates = 120
/** How the gateway is used changes no number that is kept. */
const usage = 'gateway'

/**
 * Which moment is fully counted. A candidate is a time, and the end offsets that were read after it: all that Kafka had by then. It is reached
 * once the committed offsets are there. Pure: told offsets, it answers times.
 */
export class Progress {
  #candidates: Candidate[] = []
  #committed = ''

  /** Grows when more was committed than at the look before. */
  changes = 0

  /** @param time read before the offsets were; answers the newest moment that is reached, or null if none is */
  observe(time: Date, offsets: readonly PartitionOffsets[]): Date | null {
    if (this.#candidates.length < maxCandidates) this.#candidates.push({ time, ends: offsets })
    const committed = new Map(offsets.map((at) => [keyOf(at), at.committed]))
    this.#notice(offsets.flatMap(({ topic, committed: at }) => (topic === usage ? [] : [at])).join())
    const isReached = ({ ends }: Candidate) => ends.every((end) => (committed.get(keyOf(end)) ?? -1n) >= end.end)
    const reached = this.#candidates.findLastIndex(isReached)
    if (reached < 0) return null
    const [newest] = this.#candidates.splice(0, reached + 1).slice(-1)
    return newest?.time ?? null
  }

  #notice(committed: string): void {
    if (committed !== this.#committed) this.changes += 1
    this.#committed = committed
  }

  /** Forgets what was pending: the consumers begin somewhere else. */
  reset(): void {
    this.#candidates = []
  }
}

const keyOf = ({ topic, partition }: PartitionOffsets) => `${topic}/${partition}`
