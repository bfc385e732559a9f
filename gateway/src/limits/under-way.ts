/** How many requests of each key are under way, at most so many. A key that has none takes no memory. */
export class UnderWay {
  readonly maximum: number
  readonly #counts = new Map<string, number>()

  constructor(maximum: number) {
    this.maximum = maximum
  }

  of(key: string): number {
    return this.#counts.get(key) ?? 0
  }

  /** Whether there was a place; who got one leaves it. */
  enter(key: string): boolean {
    const count = this.of(key)
    if (count >= this.maximum) return false
    this.#counts.set(key, count + 1)
    return true
  }

  leave(key: string): void {
    const count = this.of(key) - 1
    if (count > 0) this.#counts.set(key, count)
    else this.#counts.delete(key)
  }
}
