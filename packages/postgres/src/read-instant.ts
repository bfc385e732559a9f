import pg from 'pg'

const readAny: (text: string) => unknown = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ)

/** `2026-11-30 04:14:51.359+00`, with at most three digits of a second's part. */
const longest = 26

/**
 * An instant as Postgres writes it. In UTC it becomes the text that a Date reads by itself, ten times as fast as the driver takes it apart; what
 * looks otherwise (another zone, `infinity`, a year before Christ) is the driver's.
 */
export const readInstant = (text: string): unknown =>
  text.endsWith('+00') && text[10] === ' ' && text.length <= longest
    ? new Date(`${text.slice(0, 10)}T${text.slice(11)}:00`)
    : readAny(text)
