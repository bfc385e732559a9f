import { setTimeout as wait } from 'node:timers/promises'
import type { Person, Thing } from './person.ts'
import { until } from './until.ts'

/** Somebody who likes something: `person/post`. */
export type Like = string

export const likeOf = (personId: string, postId: string): Like => `${personId}/${postId}`

const workers = 3
/** Between two likes of a worker: a load that lasts, rather than one that is over soon. */
const paceMs = 30

/**
 * People who like posts as long as it runs. Keeps a list of the likes that the forum acknowledged, each pair once, and one of those that it
 * once did not: whose answer was lost, or was an error. Those are tried again last, so that a part that is away for long does not use up the load.
 */
export class LoadOfLikes {
  readonly acknowledged = new Set<Like>()
  readonly uncertain = new Set<Like>()
  readonly #pairs: { person: Person; post: Thing }[]
  readonly #stop = new AbortController()
  readonly #running: Promise<void[]>

  constructor(people: readonly Person[], posts: readonly Thing[]) {
    this.#pairs = posts.flatMap((post) => people.map((person) => ({ person, post })))
    this.#running = Promise.all(Array.from({ length: workers }, () => this.#work()))
  }

  /** Resolves when so many more likes were acknowledged: the load runs. */
  async acknowledgedMore(count: number): Promise<void> {
    const goal = this.acknowledged.size + count
    await until(async () => {
      if (this.#pairs.length === 0) throw new Error('the load has nothing left to like')
      return this.acknowledged.size >= goal || `${goal - this.acknowledged.size} of ${count} likes are missing`
    }, 60_000)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #work(): Promise<void> {
    for (let pair = this.#pairs.pop(); pair && !this.#stop.signal.aborted; pair = this.#pairs.pop()) {
      const like = likeOf(pair.person.id, pair.post.id)
      try {
        await pair.person.like(pair.post)
        this.acknowledged.add(like)
      } catch {
        // What the forum could not confirm may have happened or not: both are right.
        this.uncertain.add(like)
        this.#pairs.unshift(pair)
      }
      await wait(paceMs)
    }
  }
}
