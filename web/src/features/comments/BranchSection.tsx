import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { outageOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { CommentBranch } from './CommentBranch.tsx'
import styles from './comments.module.css'
import { BranchDocument, type BranchQuery, type CommentViewFragment } from './generated/comments.ts'
import type { Thread } from './thread.ts'
import { growTree, hangBelow } from './tree.ts'
import { useLanding } from './use-landing.ts'

type BranchComment = NonNullable<NonNullable<BranchQuery['post']>['comment']>

/** How far what is answered may step to the right, and how many levels stand below it. */
const wide = { steps: 2, levels: 2 }
const narrow = { steps: 0, levels: 2 }

/** One comment with what it answers above it and its replies below. */
export function BranchSection({ thread, commentId }: { thread: Thread; commentId: string }) {
  const { t } = useLingui()
  const { steps, levels } = useNarrow() ? narrow : wide
  const { data, error, loading, refetch } = useQuery(BranchDocument, {
    variables: { postId: thread.postId, commentId },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const comment = data?.post?.comment
  const outage = outageOf(error)
  useLanding(`comment-${commentId}`, comment !== undefined && comment !== null)
  const wholeThread = (
    <AppLink to={`/p/${thread.postId}#comments`}>
      <Trans>All comments</Trans>
    </AppLink>
  )

  if (!comment) {
    if (loading) return <Lines rows={2} />
    if (outage.any) {
      return (
        <ErrorState error={error} onRetry={() => void refetch()}>
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

  const { ancestors } = comment
  const [target] = growTree(commentsOf(comment), levels + (steps && Math.max(0, steps - ancestors.length)))
  if (!target) return null
  return (
    <section className={styles.section} aria-label={t`One branch of the comments`}>
      <div className={styles.sectionHead}>
        <h2>
          <Trans>One branch of the comments</Trans>
        </h2>
        {wholeThread}
      </div>
      <ol className={`${styles.tree} ${styles.landing}`}>
        <CommentBranch
          branch={hangBelow<CommentViewFragment>(ancestors, target, steps)}
          thread={thread}
          namesAway={outage.of('author')}
          targetId={commentId}
        />
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
