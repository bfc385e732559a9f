import type { ReactNode } from 'react'
import { AppLink } from './AppLink.tsx'
import styles from './Choice.module.css'

type Option<Value extends string> = { value: Value; word: ReactNode }

type ChoiceProps<Value extends string> = {
  /** What is chosen, for who cannot see the words stand together. */
  label: string
  options: Option<Value>[]
  /** Null where none of them is in force. */
  value: Value | null
  /** Further words in the row, such as one that opens a calendar. */
  children?: ReactNode
} & ({ onChoose: (value: Value) => void } | { to: (value: Value) => string })

/**
 * One of few words: the one look of every such choice (density, order, days, steps, rankings). With `to` each word is an address that takes the place of
 * this one; with `onChoose` it is a button.
 */
export function Choice<Value extends string>({ label, options, value, children, ...choose }: ChoiceProps<Value>) {
  return (
    <ul className={styles.choice} aria-label={label}>
      {options.map((option) => (
        <li key={option.value}>
          {'to' in choose ? (
            <AppLink
              replace
              preventScrollReset
              to={choose.to(option.value)}
              className={styles.word}
              aria-current={option.value === value ? 'true' : undefined}
            >
              {option.word}
            </AppLink>
          ) : (
            <button
              type="button"
              className={styles.word}
              aria-pressed={option.value === value}
              onClick={() => choose.onChoose(option.value)}
            >
              {option.word}
            </button>
          )}
        </li>
      ))}
      {children && <li>{children}</li>}
    </ul>
  )
}

/** The look of a word in a choice, for what else stands in its row. */
export const choiceWord = styles.word
