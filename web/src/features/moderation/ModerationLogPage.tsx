import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { ModerationLogDocument } from './generated/moderation.ts'
import { LoggedAct } from './LoggedAct.tsx'
import styles from './moderation.module.css'

/** For moderators: what was done, newest first, each with the way back. */
export function ModerationLogPage() {
  const { t } = useLingui()
  const { data, error, loading, refetch, fetchMore } = useQuery(ModerationLogDocument, {
    fetchPolicy: 'cache-and-network',
  })
  const list = data?.moderationActs
  return (
    <div className={styles.page}>
      <PageTitle title={t`Moderation log`} />
      {!list && loading && <Lines rows={5} />}
      {!list && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>The moderation log cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
      {list?.edges.length === 0 && (
        <EmptyState>
          <Trans>Nothing was done here yet.</Trans>
        </EmptyState>
      )}
      {list && list.edges.length > 0 && (
        <ul className={styles.log}>
          {list.edges.map(({ node }) => (
            <LoggedAct key={node.id} act={node} />
          ))}
        </ul>
      )}
      {list?.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: list.pageInfo.endCursor } })}>
          <Trans>Older acts</Trans>
        </MoreButton>
      )}
    </div>
  )
}
