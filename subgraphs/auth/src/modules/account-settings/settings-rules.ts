import { canonicalTimeZone, type Problems } from '@forum/graphql-kit'

/** The zone in its own spelling; what is none stays as it is, for the check. */
export const normalTimezone = (given: string): string => canonicalTimeZone(given.trim()) ?? given

export function checkTimezone(problems: Problems, timezone: string, path: string[]): void {
  problems.check(
    canonicalTimeZone(timezone) !== null,
    path,
    'TIMEZONE_UNKNOWN',
    'This is not a time zone. Use a name such as Europe/Berlin.',
  )
}
