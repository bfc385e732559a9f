import { badUserInput, canonicalTimeZone } from '@forum/graphql-kit'

const formatters = new Map<string, Intl.DateTimeFormat>()
const maxFormatters = 1_000

/** A named zone of the IANA database, in its own spelling. @throws BAD_USER_INPUT for anything else, offsets included */
export function readZone(text: string | null | undefined): string {
  const zone = canonicalTimeZone(text ?? 'UTC')
  if (zone !== null) return zone
  throw badUserInput('`timezone` is not a time zone. Use a name such as Europe/Berlin.')
}

/** What clocks of the zone show at an instant, as if it were UTC. */
export function localTime(zone: string, instant: number): number {
  if (zone === 'UTC') return instant
  const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  let beforeChrist = false
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) {
    if (type in fields) fields[type as keyof typeof fields] = Number(value) // the line above has tested it
    if (type === 'era') beforeChrist = value.startsWith('B')
  }
  const year = beforeChrist ? 1 - fields.year : fields.year
  const shown = new Date(Date.UTC(2000, fields.month - 1, fields.day, fields.hour, fields.minute, fields.second))
  shown.setUTCFullYear(year, fields.month - 1, fields.day)
  return shown.getTime() + (((instant % 1_000) + 1_000) % 1_000)
}

function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  // Spellings differ in case, so the names that somebody may send are not bounded by the number of zones.
  if (formatters.size >= maxFormatters) formatters.clear()
  formatters.set(zone, made)
  return made
}
