import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { useNavigationType } from 'react-router'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { NextPart } from '../feed/NextPart.tsx'
import { type OnPart, Parts } from '../feed/Parts.tsx'
import { PostRow } from '../feed/PostRow.tsx'
import { ProfilePostsDocument } from './generated/profile.ts'

export function ProfilePosts({ handle }: { handle: string }) {
  return <Parts part={(after, onPart) => <Part key={after ?? ''} handle={handle} after={after} onPart={onPart} />} />
}

function Part({ handle, after, onPart }: { handle: string; after: string | null; onPart: OnPart }) {
  const { t } = useLingui()
  const isReturn = useNavigationType() === 'POP'
  const { data, error, loading, refetch } = useQuery(ProfilePostsDocument, {
    variables: { handle, after },
    fetchPolicy: after === null && !isReturn ? 'cache-and-network' : 'cache-first',
    nextFetchPolicy: 'cache-first',
  })
  const posts = data?.user?.posts
  useEffect(() => {
    if (posts) onPart(after, posts.pageInfo)
  }, [posts, after, onPart])

  if (!posts) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>Their posts cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (posts.edges.length === 0 && after === null) {
    return (
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>No posts yet.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      {posts.edges.map(({ node }) => (
        <PostRow key={node.id} post={node} source="PROFILE" after={after} />
      ))}
      <NextPart end={posts.pageInfo} />
    </>
  )
}
