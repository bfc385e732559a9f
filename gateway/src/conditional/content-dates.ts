import type { Clock } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'

type Seen = { etag: string; seconds: number }

const keptAddresses = 5_000

/**
 * Since when the content of an address is what it is, as this process saw it. The newest change of what is in it would not do: it stays
 * where it was when a post leaves, and whoever asks by date alone would keep that post.
 */
export class ContentDates {
  readonly #clock: Clock
  readonly #seen = new LRUCache<string, Seen>({ max: keptAddresses })

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** For Last-Modified; null where that would lie ahead. A date names one content only, so two changes never share a second. */
  since(address: string, etag: string): Date | null {
    const now = Math.floor(this.#clock.now().getTime() / 1_000)
    const before = this.#seen.get(address)
    // The content before may have been sent with this second's date.
    const isTaken = before !== undefined && before.seconds >= now
    const seconds = before?.etag === etag ? before.seconds : now + (isTaken ? 1 : 0)
    this.#seen.set(address, { etag, seconds })
    return seconds > now ? null : new Date(seconds * 1_000)
  }
}
