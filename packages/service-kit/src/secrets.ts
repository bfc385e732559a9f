import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares two secrets in time that depends on neither; false when one is absent. */
export function secretsEqual(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  return timingSafeEqual(digest(a), digest(b))
}

// Digests have one length, so the comparison does not tell how long the secret is.
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
