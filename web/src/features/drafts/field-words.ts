import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { refusalWords } from './refusal-words.ts'

/** Our own words for what the server says of a field; null where its own sentence has to stand. */
export function fieldWords({
  path,
  code,
  message,
}: {
  path: string[]
  code: string
  message: string
}): MessageDescriptor | null {
  if (code === 'TOO_COMPLEX')
    return (
      refusalWords(message) ??
      msg`This text cannot be laid out. Nest its lists and quotes less deeply, or make its tables smaller.`
    )
  switch (path[0] ?? '') {
    case 'title':
      return msg`A title needs 1 to 200 characters that can be seen.`
    case 'body':
      return code === 'REQUIRED'
        ? msg`There is no text yet: what is written shows nothing.`
        : msg`The text is too long: a post holds 50,000 characters, a comment 10,000.`
    case 'tags':
      return msg`At most 5 tags of up to 30 characters.`
    default:
      return null
  }
}
