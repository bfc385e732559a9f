import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { countCharacters } from '../../text/count-characters.ts'

export const maxTitle = 200
export const maxBody = 50_000

export type PostProblems = { title?: MessageDescriptor; body?: MessageDescriptor }

/** What stands between a text and its being published, all of it at once; counted in characters, as the forum counts. */
export function postProblems({ title, body }: { title: string; body: string }): PostProblems {
  const tooLong = { title: countCharacters(title.trim()) - maxTitle, body: countCharacters(body) - maxBody }
  return {
    ...(title.trim() === '' && { title: msg`A title is missing.` }),
    ...(tooLong.title > 0 && { title: msg`The title is too long by ${tooLong.title}: it holds 200 characters.` }),
    ...(body.trim() === '' && { body: msg`The text is missing.` }),
    ...(tooLong.body > 0 && { body: msg`The text is too long by ${tooLong.body}: it holds 50,000 characters.` }),
  }
}
