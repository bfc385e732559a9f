import type { Logger } from '@forum/service-kit'
import type { EachBatchPayload } from 'kafkajs'

type Commit = EachBatchPayload['commitOffsetsIfNecessary']

/** Up to where a batch goes, and how its consumer commits that. */
export type LateBatch = { topic: string; partition: number; next: string; commit: Commit }

type Waiting = LateBatch & { isDone: boolean }

export type LateCommitsOptions = {
  /** Told once when offsets could not be committed, or a batch will never be done: all that is not committed has to come again. */
  onFailure: (error: unknown) => void
  logger: Logger
}

/** With these Kafka says that the group is being shared out anew: what is not committed comes again without anybody's doing. */
const rebalancing = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
])

/**
 * Offsets of batches that are done only after the next ones were handed over. They are committed in their partition's order: one never goes past a
 * batch that is not done. What is done in the same moment is one request.
 */
export class LateCommits {
  readonly #options: LateCommitsOptions
  #waiting = new Map<string, Waiting[]>()
  #open = new Set<Promise<void>>()
  #flushing: Promise<void> | undefined
  /** Grows when the group is shared out anew. A batch that was handed over before is no longer this consumer's to commit. */
  #generation = 0

  constructor(options: LateCommitsOptions) {
    this.#options = options
  }

  get generation(): number {
    return this.#generation
  }

  /** Commits where the batch ends once `done` has resolved. @param generation that in which it was handed over */
  add(batch: LateBatch, { done, generation }: { done: Promise<void>; generation: number }): void {
    if (generation !== this.#generation) return
    const waiting = { ...batch, isDone: false }
    const key = keyOf(batch.topic, batch.partition)
    const queue = this.#waiting.get(key)
    if (queue) queue.push(waiting)
    else this.#waiting.set(key, [waiting])
    const open = done
      .then(
        () => {
          waiting.isDone = true
          if (generation === this.#generation) this.#flushing ??= this.#flush()
        },
        (error: unknown) => {
          if (generation === this.#generation) this.#options.onFailure(error)
        },
      )
      .finally(() => this.#open.delete(open))
    this.#open.add(open)
  }

  /** Whether a batch of this partition is not committed yet: then the next one is not to be either. */
  isWaiting(topic: string, partition: number): boolean {
    return this.#waiting.has(keyOf(topic, partition))
  }

  /** Forgets what waits, because Kafka will hand it over again. */
  forget(): void {
    this.#generation += 1
    this.#waiting = new Map()
    this.#open = new Set()
  }

  /** Resolves when all that was added is done and committed, or has failed to be. */
  async settled(): Promise<void> {
    await Promise.all(this.#open)
    await this.#flushing
  }

  async #flush(): Promise<void> {
    for (;;) {
      // What is done by the same deed becomes one request.
      await new Promise(setImmediate)
      const ready = this.#take()
      if (ready.length === 0) break
      await this.#commit(ready)
    }
    this.#flushing = undefined
  }

  /** The last of each partition's batches that are done without a gap. */
  #take(): Waiting[] {
    const ready: Waiting[] = []
    for (const [key, queue] of this.#waiting) {
      const open = queue.findIndex(({ isDone }) => !isDone)
      const last = queue.splice(0, open < 0 ? queue.length : open).at(-1)
      if (last) ready.push(last)
      if (queue.length === 0) this.#waiting.delete(key)
    }
    return ready
  }

  async #commit(ready: readonly Waiting[]): Promise<void> {
    const { onFailure, logger } = this.#options
    const topics = ready.map(({ topic, partition, next }) => ({ topic, partitions: [{ partition, offset: next }] }))
    try {
      await ready.at(-1)?.commit({ topics })
    } catch (error) {
      this.forget()
      if (rebalancing.has(typeOf(error)))
        logger.debug({ err: error }, 'not committed: the group is being shared out anew')
      else onFailure(error)
    }
  }
}

const keyOf = (topic: string, partition: number) => `${topic}/${partition}`

const typeOf = (error: unknown): string =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' ? error.type : ''
