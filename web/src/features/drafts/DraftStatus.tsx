import { Trans, useLingui } from '@lingui/react/macro'
import { useSyncExternalStore } from 'react'
import { clockTime } from '../../text/dates.ts'
import styles from './drafts.module.css'
import type { DraftState } from './use-draft.ts'

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

/** In words, how safe the text is: "Saved 12:04". */
export function DraftStatus({ draft }: { draft: Pick<DraftState<object>, 'savedAt' | 'isKept' | 'isDirty'> }) {
  const { i18n } = useLingui()
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  if (!draft.isDirty) return null
  const time = draft.savedAt ? clockTime(draft.savedAt, i18n.locale) : null
  return (
    <p className={styles.status}>
      {!isOnline && draft.savedAt ? (
        <Trans>Offline, kept here</Trans>
      ) : draft.isKept && time ? (
        <Trans>Saved {time}</Trans>
      ) : (
        <Trans>Not saved yet</Trans>
      )}
    </p>
  )
}
