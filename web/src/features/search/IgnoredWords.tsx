import { Plural, useLingui } from '@lingui/react/macro'
import { realWords } from './left-to-look-for.ts'
import styles from './search.module.css'

/** Which words of the query were not looked for, so that nobody wonders why they are not marked. */
export function IgnoredWords({ words }: { words: readonly string[] }) {
  const { t } = useLingui()
  const real = realWords(words)
  if (real.length === 0) return null
  const named = real.map((word) => t`“${word}”`).join(', ')
  return (
    <p className={styles.ignored}>
      <Plural
        value={real.length}
        one={`${named} was not looked for: nearly every text has it.`}
        other={`${named} were not looked for: nearly every text has them.`}
      />
    </p>
  )
}
