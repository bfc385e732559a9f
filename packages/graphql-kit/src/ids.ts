import { badUserInput } from './errors.ts'
import { maximumFirst } from './paging.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: string): boolean => uuid.test(text)

/** A UUID in lower case. @throws BAD_USER_INPUT for what is none, so a malformed id never reaches a store */
export function readId(text: string, argument = 'id'): string {
  if (!isUuid(text)) throw badUserInput(`\`${argument}\` is not an id of this forum.`)
  return text.toLowerCase()
}

/** The ids of a `xs(ids:)` field, order kept. @throws BAD_USER_INPUT for a malformed one, or for more than 100 */
export function readIds(texts: readonly string[], argument = 'ids'): string[] {
  if (texts.length > maximumFirst) throw badUserInput(`At most ${maximumFirst} ids at once.`)
  return texts.map((text) => readId(text, argument))
}
