import { z } from 'zod'
import { badUserInput } from './errors.ts'

export type CursorPart = string | number | null

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
