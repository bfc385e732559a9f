import { v7 } from 'uuid'

/** Where ids come from. `next` is for now; `at` for something that happened then, so that ids of seeded things sort by their time. */
export type Ids = { next(): string; at(time: Date): string }

/** UUIDv7 (RFC 9562): sorts by creation time, and within a millisecond by creation order in this process. */
export const uuidv7Ids: Ids = {
  next: () => v7(),
  at: (time) => v7({ msecs: time.getTime() }),
}
