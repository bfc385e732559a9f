const shape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/
const known = new Map<string, string>()
const maxKnown = 1_000

/** A named zone of the IANA database in its own spelling, such as Europe/Berlin; null for anything else, offsets included. */
export function canonicalTimeZone(text: string): string | null {
  const found = known.get(text)
  if (found !== undefined) return found
  if (text.length > 64 || !shape.test(text)) return null
  try {
    const zone = new Intl.DateTimeFormat('en-US', { timeZone: text }).resolvedOptions().timeZone
    // Spellings differ in case, so the names that somebody may send are not bounded by the number of zones.
    if (known.size >= maxKnown) known.clear()
    known.set(text, zone)
    return zone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
