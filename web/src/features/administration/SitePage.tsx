import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import styles from './administration.module.css'
import { SiteSettingsDocument } from './generated/administration.ts'
import { SiteForm } from './SiteForm.tsx'

/** For administrators: what the place is, its rules, and how one comes in. */
export function SitePage() {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(SiteSettingsDocument, { fetchPolicy: 'network-only' })
  const site = data?.site
  return (
    <div className={styles.page}>
      <PageTitle title={t`The place`} />
      {site && <SiteForm site={site} />}
      {!site && loading && <Lines rows={4} />}
      {!site && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>The settings of the place cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
    </div>
  )
}
