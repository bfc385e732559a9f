import { GraphQLError, GraphQLScalarType, type GraphQLSchema, Kind, type ValueNode } from 'graphql'
import { malformedValue } from './format-error.ts'

export { malformedValue }

const rfc3339Utc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/
const day = /^\d{4}-\d{2}-\d{2}$/

const refuse = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', [malformedValue]: true } })

const stringOf = (node: ValueNode, parse: (value: unknown) => unknown): unknown =>
  parse(node.kind === Kind.STRING ? node.value : null)

/** A day that the calendar has, from year 1 to 9999. */
export const isCalendarDay = (text: string): boolean => {
  if (!day.test(text) || text.startsWith('0000')) return false
  const time = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}

function parseDateTime(value: unknown): Date {
  if (typeof value !== 'string' || !rfc3339Utc.test(value) || !isCalendarDay(value.slice(0, 10)))
    throw refuse('A DateTime looks like 2026-01-31T12:00:00.000Z.')
  const time = new Date(value)
  // An offset may lead out of the years that have four digits.
  if (Number.isNaN(time.getTime()) || !isCalendarDay(time.toISOString().slice(0, 10)))
    throw refuse('A DateTime looks like 2026-01-31T12:00:00.000Z.')
  return time
}

function parseDate(value: unknown): string {
  if (typeof value !== 'string' || !isCalendarDay(value))
    throw refuse('A Date is a day of the calendar, like 2026-01-31.')
  return value
}

function parseLong(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw refuse('A Long is a whole number from 0 to 9007199254740991.')
  return value
}

/** In resolvers a Date; outside RFC 3339 in UTC with milliseconds. Accepts any offset, keeps milliseconds. */
export const DateTime = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  serialize(value) {
    const time = value instanceof Date ? value : new Date(String(value))
    if (Number.isNaN(time.getTime())) throw new TypeError(`DateTime cannot represent ${String(value)}`)
    return time.toISOString()
  },
  parseValue: parseDateTime,
  parseLiteral: (node) => stringOf(node, parseDateTime) as Date, // parseDateTime returns a Date or throws
})

/** A day as YYYY-MM-DD, in resolvers too. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  serialize(value) {
    const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
    if (!isCalendarDay(text)) throw new TypeError(`Date cannot represent ${text}`)
    return text
  },
  parseValue: parseDate,
  parseLiteral: (node) => stringOf(node, parseDate) as string, // parseDate returns a string or throws
})

/** A whole number from 0 to 2^53-1; bigint and decimal text (as stores give them) are accepted from resolvers. */
export const Long = new GraphQLScalarType<number, number>({
  name: 'Long',
  serialize(value) {
    const number = typeof value === 'bigint' || typeof value === 'string' ? Number(value) : value
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0)
      throw new TypeError(`Long cannot represent ${String(value)}`)
    return number
  },
  parseValue: parseLong,
  parseLiteral: (node) => parseLong(node.kind === Kind.INT ? Number(node.value) : null),
})

/** By their names in SDL. */
export const scalars = { DateTime, Date: DateScalar, Long }

/** Composition keeps the names of scalars only: gives them back how their values are read, so that malformed ones stop at the door. */
export function restoreScalars(schema: GraphQLSchema): void {
  for (const [name, { parseValue, parseLiteral }] of Object.entries(scalars)) {
    const type = schema.getType(name)
    if (type) Object.assign(type, { parseValue, parseLiteral })
  }
}
