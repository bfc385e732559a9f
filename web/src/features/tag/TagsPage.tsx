import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { TagsDocument } from './generated/tag.ts'
import styles from './tag.module.css'

/** Every tag of public posts, the most used first. */
export function TagsPage() {
  const { t } = useLingui()
  return (
    <>
      <PageTitle title={t`Tags`} />
      <Tags />
    </>
  )
}

function Tags() {
  const { t } = useLingui()
  const { data, error, loading, refetch, fetchMore } = useQuery(TagsDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const tags = data?.tags
  if (!tags) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>The tags cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (tags.edges.length === 0) {
    return (
      <EmptyState action={{ to: '/write', label: t`Write the first one` }}>
        <Trans>Nobody has used a tag yet.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={styles.tags}>
        {tags.edges.map(({ node }) => (
          <li key={node.id}>
            <AppLink to={`/t/${encodeURIComponent(node.name)}`}>{node.name}</AppLink>
            <span>
              <Plural value={node.postCount} one="# post" other="# posts" />
            </span>
          </li>
        ))}
      </ul>
      {tags.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: tags.pageInfo.endCursor } })}>
          <Trans>More tags</Trans>
        </MoreButton>
      )}
    </>
  )
}
