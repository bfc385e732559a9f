import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { outageOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { CommentBody } from './CommentBody.tsx'
import { CommentBranch } from './CommentBranch.tsx'
import styles from './comments.module.css'
import { BranchDocument, type BranchQuery, type CommentViewFragment } from './generated/comments.ts'
import { growTree } from './tree.ts'

type BranchComment = NonNullable<NonNullable<BranchQuery['post']>['comment']>

/** One comment with what it answers above it and its replies below. */
export function BranchSection({
  postId,
  commentId,
  canComment,
}: {
  postId: string
  commentId: string
  canComment: boolean
}) {
  const { t } = useLingui()
  const levels = useNarrow() ? 2 : 4
  const { data, error, loading, refetch } = useQuery(BranchDocument, {
    variables: { postId, commentId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const comment = data?.post?.comment
  const outage = outageOf(error)
  const wholeThread = (
    <AppLink to={`/p/${postId}#comments`}>
      <Trans>All comments</Trans>
    </AppLink>
  )

  if (!comment) {
    if (loading) return <Lines rows={2} />
    if (outage.any) {
      return (
        <ErrorState onRetry={() => void refetch()}>
          <Trans>This comment cannot be fetched at the moment.</Trans>
        </ErrorState>
      )
    }
    return (
      <p className={styles.quiet}>
        <Trans>This comment is not here any more.</Trans> {wholeThread}
      </p>
    )
  }

  const namesAway = outage.of('author')
  const tree = growTree(commentsOf(comment), levels)
  return (
    <section className={styles.section} aria-label={t`One branch of the comments`}>
      <p className={styles.sectionHead}>
        <span>
          <Trans>You are reading one branch.</Trans>
        </span>
        {wholeThread}
      </p>
      {comment.ancestors.length > 0 && (
        <ol className={styles.ancestors} aria-label={t`What this answers`}>
          {comment.ancestors.map((ancestor) => (
            <li key={ancestor.id} id={`comment-${ancestor.id}`}>
              <CommentBody comment={ancestor} postId={postId} namesAway={namesAway} onReply={null} />
            </li>
          ))}
        </ol>
      )}
      <ol className={styles.tree}>
        {tree.map((branch) => (
          <CommentBranch
            key={branch.comment.id}
            branch={branch}
            postId={postId}
            canComment={canComment}
            namesAway={namesAway}
            targetId={commentId}
          />
        ))}
      </ol>
    </section>
  )
}

/** The comment and its replies, level by level, as one list: what growTree takes. Its own parent is above, among the ancestors. */
function commentsOf(comment: BranchComment): CommentViewFragment[] {
  const below = comment.replies?.edges.flatMap(({ node: first }) => [
    first,
    ...(first.replies?.edges.flatMap(({ node: second }) => [
      second,
      ...(second.replies?.edges.map(({ node: third }) => third) ?? []),
    ]) ?? []),
  ])
  return [{ ...comment, parent: null }, ...(below ?? [])]
}
