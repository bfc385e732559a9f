export const rememberedMs = 60_000

/**
 * Revocations of the last minute, by session and user. A verdict is true only if Auth knew every one of them that concerns it, which its
 * `asOf` tells; older ones need no memory, because no verdict is kept for longer than half a minute.
 */
export class SeenRevocations {
  // Insertion order is order of time: what is seen again is put at the end.
  readonly #numbers = new Map<string, { number: number; at: number }>()
  #floor = 0

  /** `subject` is the id of a session or of a user; `at` is monotonic milliseconds. */
  add(subject: string, number: number, at: number): void {
    const known = this.#numbers.get(subject)
    this.#numbers.delete(subject)
    this.#numbers.set(subject, { number: Math.max(number, known?.number ?? 0), at })
    for (const [oldest, seen] of this.#numbers) {
      if (at - seen.at <= rememberedMs) break
      this.#numbers.delete(oldest)
    }
  }

  /** Begins anew: nothing answered before that number may be used, whatever was seen. Numbers may have begun again, too. */
  beginAt(number: number): void {
    this.#numbers.clear()
    this.#floor = number
  }

  /** Whether an answer as of that number knew all that was seen of these subjects. */
  allows(asOf: number, ...subjects: string[]): boolean {
    return asOf >= this.#floor && subjects.every((subject) => asOf >= (this.#numbers.get(subject)?.number ?? 0))
  }

  get size(): number {
    return this.#numbers.size
  }
}
