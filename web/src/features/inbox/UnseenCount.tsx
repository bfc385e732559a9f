import { Plural } from '@lingui/react/macro'
import styles from './inbox.module.css'
import { unseenText } from './unseen-text.ts'

/** The number beside the word Inbox. */
export function UnseenCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <>
      {' '}
      <span className={styles.unseen} aria-hidden="true">
        {unseenText(count)}
      </span>
      <span className="visually-hidden">
        <Plural value={count} one="# new" other="# new" />
      </span>
    </>
  )
}
