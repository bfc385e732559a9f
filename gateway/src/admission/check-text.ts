import { Refused } from '../refusal.ts'

/**
 * The one place that decides which characters no text of a caller's may have: U+0000, which Postgres cannot store, and half of a surrogate
 * pair, which UTF-8 cannot write, so that something else would be stored in its place. JSON can escape both.
 *
 * @throws Refused BAD_USER_INPUT
 */
export function checkText(values: unknown): void {
  const waiting: unknown[] = [values]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value === 'string') {
      if (!isText(value))
        throw new Refused({
          status: 400,
          code: 'BAD_USER_INPUT',
          message: 'A text has a character that no text may have: U+0000, or one half of a surrogate pair.',
        })
    } else if (Array.isArray(value)) {
      for (const item of value) waiting.push(item)
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) waiting.push(key, item)
    }
  }
}

const isText = (value: string): boolean => !value.includes('\0') && value.isWellFormed()
