import { Trans, useLingui } from '@lingui/react/macro'
import { useOnline } from '../../browser/use-online.ts'
import { clockTime } from '../../text/dates.ts'
import styles from './drafts.module.css'
import type { DraftState } from './use-draft.ts'

/** In words, how safe the text is: "Saved 12:04". */
export function DraftStatus({ draft }: { draft: Pick<DraftState<object>, 'savedAt' | 'isKept' | 'isDirty'> }) {
  const { i18n } = useLingui()
  const isOnline = useOnline()
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
