import { useQuery } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { EmailChange } from './EmailChange.tsx'
import { EmailState } from './EmailState.tsx'
import { MailSettingsDocument } from './generated/settings.ts'
import { MailHabits } from './MailHabits.tsx'
import styles from './settings.module.css'

/** The address of the account, whether mail reaches it, and how mail is written. */
export function EmailSettings() {
  const { data, error, loading, refetch } = useQuery(MailSettingsDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const viewer = data?.viewer
  if (!viewer) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>The settings of mail cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  return (
    <div className={styles.form}>
      <EmailState viewer={viewer} />
      <EmailChange />
      <MailHabits language={viewer.language} timezone={viewer.timezone} />
    </div>
  )
}
