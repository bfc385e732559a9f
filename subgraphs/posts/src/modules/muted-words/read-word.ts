import { characters, hasControlCharacters, isVisible, normalText, type Problems } from '@forum/graphql-kit'

const longest = 100

/** A word or phrase as it is kept: one spelling for all that looks alike, so that it is muted and unmuted whatever its case and its quotes. */
export const mutedWord = (given: string): string => {
  const text = normalText(given.toWellFormed(), longest).toLowerCase().replace(/\s+/g, ' ').trim()
  const phrase = /^["“”„«»](.*)["“”„«»]$/u.exec(text)?.[1]?.replaceAll('"', '').trim()
  return phrase === undefined ? text.replaceAll('"', '').replace(/^#+/, '').trim() : `"${phrase}"`
}

export function readMutedWord(given: string, problems: Problems): string {
  const word = mutedWord(given)
  if (problems.check(isVisible(word.replaceAll('"', '')), ['word'], 'REQUIRED', 'Write the word to mute.')) {
    const isShort = characters(word) <= longest
    problems.check(isShort, ['word'], 'TOO_LONG', `A muted word or phrase has at most ${longest} characters.`)
  }
  const isPlain = !hasControlCharacters(word)
  problems.check(isPlain, ['word'], 'INVALID_CHARACTERS', 'A muted word stands on one line.')
  return word
}
