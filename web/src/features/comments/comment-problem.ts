import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { countCharacters } from '../../text/count-characters.ts'

export const maxComment = 10_000

/** What stands between a comment and its being published; counted in characters, as the forum counts. */
export function commentProblem(body: string): MessageDescriptor | null {
  if (body.trim() === '') return msg`The text is missing.`
  const over = countCharacters(body) - maxComment
  return over > 0 ? msg`The text is too long by ${over}: a comment holds 10,000 characters.` : null
}
