import type { RevocationEvent } from '@forum/auth-client'

const limit = 10_000

export type LoggedRevocation = Extract<RevocationEvent, { kind: 'session' | 'user' }>

/** The last revocations in memory, for streams that resume. Numbers are without gaps, so a place in it is a subtraction. */
export class RevocationLog {
  #events: LoggedRevocation[] = []
  #head: number

  constructor(head: number) {
    this.#head = head
  }

  get head(): number {
    return this.#head
  }

  add(event: LoggedRevocation): void {
    this.#events.push(event)
    this.#head = event.number
    // Half at once, so that a full log is not copied for each event.
    if (this.#events.length > limit) this.#events = this.#events.slice(-limit / 2)
  }

  /** Forgets everything: the numbers up to that one were missed. */
  jumpTo(head: number): void {
    this.#events = []
    this.#head = head
  }

  /** What came after that number; null when not all of it is remembered, or the number is not of this log. */
  after(number: number): LoggedRevocation[] | null {
    const missing = this.#head - number
    if (missing < 0 || missing > this.#events.length) return null
    return this.#events.slice(this.#events.length - missing)
  }
}
