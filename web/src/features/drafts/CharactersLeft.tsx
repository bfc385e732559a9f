import { Plural } from '@lingui/react/macro'
import { countCharacters } from '../../text/count-characters.ts'
import styles from './drafts.module.css'

/** Near the end of what a text may hold: how much is left. Far from it, nothing. */
export function CharactersLeft({ text, most }: { text: string; most: number }) {
  // UTF-16 units are at least as many as characters, so a short text need not be counted.
  if (text.length < most * 0.9) return null
  const left = most - countCharacters(text)
  if (left < 0 || left > most / 10) return null
  return (
    <p className={styles.status}>
      <Plural value={left} one="# character left" other="# characters left" />
    </p>
  )
}
