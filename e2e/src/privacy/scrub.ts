/** Leaves that differ between two answers about the same world: positions and times of the asking. */
const volatile =
  /^(\w+_)?(cursor|startCursor|endCursor|asOf|statsAsOf|lastSeenAt|expiresAt|accessToken|refreshToken|sessionId|endedSessions|retryAfterSeconds|requestId)$/

/** An answer without what differs anyway, as text. */
export function scrubbed(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (volatile.test(key) && value !== null ? '…' : value), 1)
}
