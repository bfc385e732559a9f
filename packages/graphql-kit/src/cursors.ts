import { z } from 'zod'
import { badUserInput } from './errors.ts'

export type CursorPart = string | number | null

/** No list holds what is older: ids are UUIDv7, which begin here. */
const earliest = new Date(0).toISOString()
/** Another replica's clock may be this far ahead, and its rows are not to be skipped. */
const clockSkewMs = 60_000
/** One answer's lists clamp to the same time, so that they still are one statement. */
const roundMs = 60_000

const wire = z.tuple([z.string()], z.union([z.string(), z.number(), z.null()]))
const malformed = () => badUserInput('`after` is not a cursor of this list. Begin without it.')

/**
 * An opaque keyset cursor. `kind` names the list and its order (a cursor of another list is refused); parts are what the next page's
 * WHERE needs, times as ISO text.
 */
export const encodeCursor = (kind: string, parts: readonly CursorPart[]): string =>
  Buffer.from(JSON.stringify([kind, ...parts])).toString('base64url')

/** The parts given to encodeCursor, checked by `schema` when given. Throws BAD_USER_INPUT for anything else. */
export function decodeCursor(kind: string, text: string): CursorPart[]
export function decodeCursor<T>(kind: string, text: string, schema: z.ZodType<T>): T
export function decodeCursor<T>(kind: string, text: string, schema?: z.ZodType<T>): T | CursorPart[] {
  const [found, ...parts] = readWire(text)
  if (found !== kind) throw malformed()
  if (!schema) return parts
  const checked = schema.safeParse(parts)
  if (!checked.success) throw malformed()
  return checked.data
}

/** Of a list whose pages are of several kinds: which one this cursor is of. Throws BAD_USER_INPUT for what is no cursor. */
export const kindOfCursor = (text: string): string => readWire(text)[0]

function readWire(text: string): z.infer<typeof wire> {
  if (text.length > 2048 || !/^[A-Za-z0-9_-]+$/.test(text)) throw malformed()
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    throw malformed()
  }
  const parsed = wire.safeParse(json)
  if (!parsed.success) throw malformed()
  return parsed.data
}

// Parts of cursors. A cursor comes from the client, so it may hold anything: what has another shape is refused, and a time or number of the
// right shape is clamped to what can exist, so that no list walks through years without rows to reach the first one.

const isoTime = z.iso.datetime({ precision: 3 }).refine((text) => !text.startsWith('0000')) // Postgres has no year 0

/** A time as `toISOString` gives it, clamped to between 1970 and now. */
export const timePart = (now: Date) => {
  const latest = new Date(Math.ceil((now.getTime() + clockSkewMs) / roundMs) * roundMs).toISOString()
  // Of one length and zone, so text order is the order of time.
  return isoTime.transform((text) => (text > latest ? latest : text < earliest ? earliest : text))
}

/** A finite number, clamped to these. */
export const numberPart = (min: number, max: number) =>
  z.number().transform((value) => Math.min(max, Math.max(min, value)))

/** A whole number, clamped to these. */
export const integerPart = (min: number, max: number) =>
  z
    .number()
    .refine(Number.isInteger)
    .transform((value) => Math.min(max, Math.max(min, value)))

export const idPart = z.guid()

/** A text that Postgres can compare. */
export const textPart = z
  .string()
  .max(200)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed())
