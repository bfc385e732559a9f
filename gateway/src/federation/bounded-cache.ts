export type BoundedCacheOptions<Key, Value> = {
  /** What all that is kept may weigh together. */
  limit: number
  /** Memory follows what clients send, so a number of entries would be no bound: an entry weighs what it is made of. */
  weigh: (key: Key, value: Value) => number
}

/** A map that forgets what was used least recently once all of it weighs too much. */
export class BoundedCache<Key, Value> {
  readonly #options: BoundedCacheOptions<Key, Value>
  readonly #entries = new Map<Key, { value: Value; weight: number }>()
  #weight = 0

  constructor(options: BoundedCacheOptions<Key, Value>) {
    this.#options = options
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (!entry) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** Keeps it, unless it alone is too heavy. */
  set(key: Key, value: Value): void {
    this.#forget(key)
    const { limit, weigh } = this.#options
    const weight = weigh(key, value)
    if (weight > limit) return
    this.#entries.set(key, { value, weight })
    this.#weight += weight
    for (const oldest of this.#entries.keys()) {
      if (this.#weight <= limit) return
      this.#forget(oldest)
    }
  }

  #forget(key: Key): void {
    this.#weight -= this.#entries.get(key)?.weight ?? 0
    this.#entries.delete(key)
  }
}
