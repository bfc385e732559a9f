import { Plural } from '@lingui/react/macro'
import { countCharacters } from '../../text/count-characters.ts'
import styles from './drafts.module.css'

/** Near the end of what a text may hold: how much is left. Far from it, nothing. */
export function CharactersLeft({ text, max }: { text: string; max: number }) {
  // UTF-16 units are at least as many as characters, so a short text need not be counted.
  if (text.length < max * 0.9) return null
  const left = max - countCharacters(text)
  if (left < 0 || left > max / 10) return null
  return (
    <p className={styles.status}>
      <Plural value={left} one="# character left" other="# characters left" />
    </p>
  )
}
