import { v7 } from 'uuid'

/** Where ids come from. `next` is for now; `at` for something that happened then, so that ids of seeded things sort by their time. */
export type Ids = { next(): string; at(time: Date): string }

const randomBytes = 16
/** Asked of the system 256 ids at a time: once an id was a twentieth of a small request. */
const store = new Uint8Array(256 * randomBytes)
let used = store.length

function random(): Uint8Array {
  if (used === store.length) {
    crypto.getRandomValues(store)
    used = 0
  }
  used += randomBytes
  return store.subarray(used - randomBytes, used)
}

/** The last id's time and its number within that millisecond, which begins at random. */
let msecs = 0
let seq = 0

function next(): string {
  const bytes = random()
  const now = Date.now()
  if (now > msecs) {
    msecs = now
    // The highest bit is left free, so that a millisecond has room for two thousand million ids.
    seq = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0) >>> 1
  } else seq += 1
  return v7({ random: bytes, msecs, seq })
}

/** UUIDv7 (RFC 9562): sorts by creation time, and within a millisecond by creation order in this process. */
export const uuidv7Ids: Ids = {
  next,
  at: (time) => v7({ msecs: time.getTime(), random: random() }),
}
