import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { BranchSection } from '../comments/BranchSection.tsx'
import { CommentsSection } from '../comments/CommentsSection.tsx'
import { useRecordView } from '../views/use-record-view.ts'
import { PostDocument } from './generated/post.ts'
import { PostArticle } from './PostArticle.tsx'

export function PostPage() {
  const { postId = '', commentId } = useParams()
  const { t } = useLingui()
  const { data, error, loading, refetch } = useQuery(PostDocument, {
    variables: { id: postId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const post = data?.post
  useRecordView(post?.id ?? null)

  if (post) {
    const thread = { postId: post.id, writerId: post.author?.id ?? null, canComment: post.viewerCanComment }
    return (
      <>
        <PostArticle post={post} namesAway={outageOf(error).of('author')} isFolded={commentId !== undefined} />
        {commentId ? (
          <BranchSection key={commentId} thread={thread} commentId={commentId} />
        ) : (
          <CommentsSection thread={thread} count={post.commentCount} />
        )}
      </>
    )
  }
  if (loading) return <Lines rows={9} />
  if (outageOf(error).any) {
    return (
      <>
        <PageTitle title={t`This post cannot be fetched`} />
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>Posts are out of reach at the moment. Statistics and profiles may still open.</Trans>
        </ErrorState>
      </>
    )
  }
  return (
    <>
      <PageTitle title={t`No such post`} />
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>It was deleted, or it is its author's alone, or the address is not quite right.</Trans>
      </EmptyState>
    </>
  )
}
