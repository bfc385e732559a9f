import { useQuery } from '@apollo/client/react'
import { Trans } from '@lingui/react/macro'
import { Fragment, type ReactNode, useEffect } from 'react'
import { useNavigationType } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import type { FeedKind, ViewSource, Window } from '../../generated/schema.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PinnedPosts } from '../moderation/PinnedPosts.tsx'
import { FeedDocument, type FeedQuery } from './generated/feed.ts'
import { NextPart } from './NextPart.tsx'
import type { OnPart } from './Parts.tsx'
import { PostRow } from './PostRow.tsx'
import { ServedLine } from './ServedLine.tsx'

type Edge = NonNullable<FeedQuery['feed']>['edges'][number]

type FeedPartProps = {
  kind: FeedKind
  window: Window | null
  tag: string | null
  after: string | null
  source: ViewSource
  empty: ReactNode
  onPart: OnPart
  onNewest: (newest: string) => void
}

export function FeedPart({ kind, window, tag, after, source, empty, onPart, onNewest }: FeedPartProps) {
  const isReturn = useNavigationType() === 'POP'
  const { data, error, loading, refetch } = useQuery(FeedDocument, {
    variables: { kind, window, tag, after, withPins: kind === 'LATEST' && tag === null && after === null },
    fetchPolicy: after === null && !isReturn ? 'cache-and-network' : 'cache-first',
    nextFetchPolicy: 'cache-first',
  })
  const feed = data?.feed
  const outage = outageOf(error)

  useEffect(() => {
    if (!feed) return
    onPart(after, feed.pageInfo)
    const newest = newestOf(kind, feed.edges[0])
    if (after === null && newest) onNewest(newest)
  }, [feed, kind, after, onPart, onNewest])

  if (!feed) {
    if (loading) return <Lines />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        {outage.any ? (
          <Trans>The posts cannot be fetched at the moment. Statistics and profiles may still open.</Trans>
        ) : (
          <Trans>This list cannot be shown from here.</Trans>
        )}
      </ErrorState>
    )
  }
  // A reader who has hidden nearly everything finds what is left further on.
  if (feed.edges.length === 0 && after === null && !feed.pageInfo.hasNextPage) return empty
  return (
    <>
      {data.pinnedPosts && <PinnedPosts posts={data.pinnedPosts} />}
      {feed.edges.map((edge, index) => (
        <Fragment key={edge.node.id}>
          {(index > 0 || after === null) && (
            <ServedLine kind={kind} served={edge.served} before={feed.edges[index - 1]?.served ?? null} />
          )}
          <PostRow
            post={edge.node}
            repost={edge.repost}
            why={edge.why}
            after={after}
            source={source}
            kind={edge.served}
            namesAway={outage.of('author')}
          />
        </Fragment>
      ))}
      <NextPart end={feed.pageInfo} />
    </>
  )
}

/** The moment from which "new" counts: that of the newest place in the feed. */
function newestOf(kind: FeedKind, first: Edge | undefined): string | null {
  if (!first) return null
  if (kind === 'ACTIVE') return first.node.lastActivityAt
  const { createdAt } = first.node
  const reposted = first.repost?.latestAt
  return reposted && reposted > createdAt ? reposted : createdAt
}
