import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Application } from './Application.tsx'
import styles from './administration.module.css'
import { ApplicationsDocument } from './generated/administration.ts'

/** For administrators: who waits to be let in, longest first. */
export function ApplicationsPage() {
  const { t } = useLingui()
  const { data, error, loading, refetch, fetchMore } = useQuery(ApplicationsDocument, {
    fetchPolicy: 'cache-and-network',
  })
  const list = data?.pendingRegistrations
  return (
    <div className={styles.page}>
      <PageTitle title={t`Applications`} />
      {!list && loading && <Lines rows={3} />}
      {!list && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>Applications cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
      {list?.edges.length === 0 && (
        <EmptyState>
          <Trans>Nobody waits to be let in.</Trans>
        </EmptyState>
      )}
      {list && list.edges.length > 0 && (
        <ul className={styles.list}>
          {list.edges.map(({ node }) => (
            <Application key={node.id} application={node} onDecided={() => refetch()} />
          ))}
        </ul>
      )}
      {list?.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: list.pageInfo.endCursor } })}>
          <Trans>More applications</Trans>
        </MoreButton>
      )}
    </div>
  )
}
