import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { ExportForm } from './ExportForm.tsx'
import { ExportLine } from './ExportLine.tsx'
import styles from './exports.module.css'
import { ExportsDocument } from './generated/exports.ts'
import { usePolling } from './use-polling.ts'

/** For administrators: the forum's data as files. */
export function ExportsPage() {
  const { t } = useLingui()
  const { data, error, loading, refetch, fetchMore, startPolling, stopPolling } = useQuery(ExportsDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const list = data?.viewer?.exports
  const isBusy = list?.edges.some(({ node }) => node.status === 'QUEUED' || node.status === 'RUNNING') ?? false
  usePolling(isBusy, startPolling, stopPolling)

  return (
    <div className={styles.page}>
      <PageTitle title={t`Exports`} />
      <ExportForm onRequested={() => void refetch()} />
      {!list && loading && <Lines rows={2} />}
      {!list && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>Exports are not available at the moment. The forum itself works.</Trans>
        </ErrorState>
      )}
      {list?.edges.length === 0 && (
        <EmptyState>
          <Trans>Nothing has been exported yet.</Trans>
        </EmptyState>
      )}
      {list && list.edges.length > 0 && (
        <p className={styles.quiet}>
          <Trans>Whoever has the link of a file can download it, for an hour.</Trans>
        </p>
      )}
      {list && list.edges.length > 0 && (
        <ul className={styles.list} aria-label={t`Exports so far`}>
          {list.edges.map(({ node }) => (
            <ExportLine key={node.id} export={node} />
          ))}
        </ul>
      )}
      {list?.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: list.pageInfo.endCursor } })}>
          <Trans>Older exports</Trans>
        </MoreButton>
      )}
    </div>
  )
}
