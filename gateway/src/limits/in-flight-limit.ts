import { Refused } from '../admission/refusal.ts'

/** Bounds the operations that are under way at once, so that a flood is refused at once instead of being served late. */
export class InFlightLimit {
  readonly #maximum: number
  #count = 0

  constructor(maximum: number) {
    this.#maximum = maximum
  }

  get count(): number {
    return this.#count
  }

  /** Takes a place. @throws Refused OVERLOADED when there is none */
  enter(): void {
    if (this.#count >= this.#maximum)
      throw new Refused({
        status: 503,
        code: 'OVERLOADED',
        message: 'Too many requests at the moment. Try again in a few seconds.',
        retryAfterSeconds: 2,
      })
    this.#count += 1
  }

  leave(): void {
    this.#count -= 1
  }
}
