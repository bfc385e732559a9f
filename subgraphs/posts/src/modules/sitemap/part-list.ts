import type { Listed, Range } from './sitemap-repository.ts'

export type PartSource<Key> = {
  /** Below and above every key. */
  ends: Range<Key>
  /** The key that is `count` rows further on; none when the list ends before. */
  keyAfter: (after: Key, count: number) => Promise<Key | undefined>
  read: (range: Range<Key>, limit: number) => Promise<Listed[]>
}

/**
 * A long list in parts of about the same size, each a range of an index. Where they begin is counted beside requests, a part at a time,
 * and kept: one key a part. Until the next count a part may grow to twice its size; what comes above that waits for the count.
 */
export class PartList<Key> {
  readonly #source: PartSource<Key>
  readonly #size: number
  #starts: Key[] | null = null

  constructor(source: PartSource<Key>, size: number) {
    this.#source = source
    this.#size = size
  }

  /** Null before the first count. */
  get length(): number | null {
    return this.#starts?.length ?? null
  }

  async count(): Promise<void> {
    const { ends, keyAfter } = this.#source
    const starts: Key[] = []
    for (let next: Key | undefined = ends.after; next !== undefined; next = await keyAfter(next, this.#size))
      starts.push(next)
    this.#starts = starts
  }

  /** The part with this number, from 1 on; null when there is none. */
  async read(number: number): Promise<Listed[] | null> {
    const [after, upTo = this.#source.ends.upTo] = this.#starts?.slice(number - 1, number + 1) ?? []
    return after === undefined ? null : this.#source.read({ after, upTo }, this.#size * 2)
  }
}
