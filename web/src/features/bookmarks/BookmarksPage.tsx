import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { type OnPart, Parts } from '../feed/Parts.tsx'
import { PostRow } from '../feed/PostRow.tsx'
import { BookmarksDocument } from './generated/bookmarks.ts'
import { LostBookmark } from './LostBookmark.tsx'

export function BookmarksPage() {
  const { t } = useLingui()
  const { key } = useLocation()
  return (
    <>
      <PageTitle title={t`Bookmarks`} />
      <Parts key={key} part={(after, onPart) => <Part key={after ?? ''} after={after} onPart={onPart} />} />
    </>
  )
}

function Part({ after, onPart }: { after: string | null; onPart: OnPart }) {
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(BookmarksDocument, {
    variables: { after },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const bookmarks = data?.viewer?.bookmarks
  useEffect(() => {
    if (bookmarks) onPart(after, bookmarks.pageInfo)
  }, [bookmarks, after, onPart])

  if (!bookmarks) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>Your bookmarks cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (bookmarks.edges.length === 0 && after === null) {
    return (
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>No bookmarks yet. Every post has one under its text, and only you see what you keep.</Trans>
      </EmptyState>
    )
  }
  const namesAway = outageOf(error).of('author')
  return bookmarks.edges.map(({ node, postId }) =>
    node ? (
      <PostRow key={postId} post={node} source="OTHER" after={after} namesAway={namesAway} />
    ) : (
      <LostBookmark key={postId} postId={postId} onRemoved={() => void refetch()} />
    ),
  )
}
