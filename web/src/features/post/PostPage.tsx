import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { Absent } from '../../ui/Absent.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { BranchSection } from '../comments/BranchSection.tsx'
import { CommentsSection } from '../comments/CommentsSection.tsx'
import { useRecordView } from '../views/use-record-view.ts'
import { PostArticle } from './PostArticle.tsx'
import { usePost } from './use-post.ts'
import { usePostNumbers } from './use-post-numbers.ts'

export function PostPage() {
  const { postId = '', commentId } = useParams()
  const { t } = useLingui()
  const isBranch = commentId !== undefined
  const { data, error, loading, refetch } = usePost(postId, !isBranch)
  const numbers = usePostNumbers(postId, isBranch)
  const post = data?.post
  useRecordView(post?.id ?? null)
  const id = post?.id ?? postId // an address may spell it in other letters
  const writerId = post?.author?.id ?? null
  const canComment = post?.viewerCanComment ?? false
  const thread = useMemo(() => ({ postId: id, writerId, canComment }), [id, writerId, canComment])

  if (post) {
    const namesAway = outageOf(error).of('author')
    return (
      <>
        <PostArticle post={post} namesAway={namesAway} isFolded={isBranch} numbers={numbers} />
        {commentId ? (
          <BranchSection key={commentId} thread={thread} commentId={commentId} />
        ) : (
          <CommentsSection thread={thread} count={post.commentCount} namesAway={namesAway} />
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
      <Absent />
      <PageTitle title={t`No such post`} />
      <EmptyState action={{ to: '/', label: t`To the feed` }}>
        <Trans>It was deleted, or it is its author's alone, or the address is not quite right.</Trans>
      </EmptyState>
    </>
  )
}
