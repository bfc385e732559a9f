import { guessLanguage } from '../../text/guess-language.ts'

type Writer = { displayName: string; bio: string }

/** Those who write in the reader's language come first, then those of whom it cannot be told; the order among them stays. */
export function inLanguageFirst<Person extends Writer>(people: Person[], language: string): Person[] {
  const distance = ({ displayName, bio }: Writer) => {
    const guess = guessLanguage(bio.trim() === '' ? displayName : bio)
    if (guess === language) return 0
    return bio.trim() === '' ? 1 : 2
  }
  return people.toSorted((one, other) => distance(one) - distance(other))
}
