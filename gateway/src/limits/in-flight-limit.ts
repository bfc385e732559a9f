import type { Metrics } from '@forum/service-kit'
import { Gauge } from 'prom-client'
import { Refused } from '../refusal.ts'

/** Bounds the operations that are under way at once, so that a flood is refused at once instead of being served late. */
export class InFlightLimit {
  readonly #maximum: number
  #count = 0

  constructor(maximum: number, metrics: Metrics) {
    this.#maximum = maximum
    const count = () => this.#count
    new Gauge({
      name: 'forum_gateway_in_flight_operations',
      help: 'Operations that are under way.',
      registers: [metrics],
      collect() {
        this.set(count())
      },
    })
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
