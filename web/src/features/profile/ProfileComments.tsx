import { useQuery } from '@apollo/client/react'
import { Plural, Trans } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { Time } from '../../ui/Time.tsx'
import { RemovedNote } from '../moderation/RemovedNote.tsx'
import { ProfileCommentsDocument, type ProfileCommentsQuery } from './generated/profile.ts'
import styles from './profile.module.css'

type Comment = NonNullable<NonNullable<ProfileCommentsQuery['user']>['comments']>['edges'][number]['node']

/** What somebody said under posts that the reader sees, newest first, each with the way to where it was said. */
export function ProfileComments({ handle }: { handle: string }) {
  const { data, error, loading, refetch, fetchMore } = useQuery(ProfileCommentsDocument, {
    variables: { handle },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const comments = data?.user?.comments
  if (!comments) {
    if (loading) return <Lines rows={3} />
    return (
      <ErrorState error={error} onRetry={() => void refetch()}>
        <Trans>Their comments cannot be fetched at the moment.</Trans>
      </ErrorState>
    )
  }
  if (comments.edges.length === 0) {
    return (
      <EmptyState>
        <Trans>No comments yet.</Trans>
      </EmptyState>
    )
  }
  return (
    <>
      {comments.edges.map(({ node }) => (
        <CommentRow key={node.id} comment={node} />
      ))}
      {comments.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { handle, after: comments.pageInfo.endCursor } })}>
          <Trans>Older comments</Trans>
        </MoreButton>
      )}
    </>
  )
}

function CommentRow({ comment: { id, bodyHtml, createdAt, likeCount, post, removal } }: { comment: Comment }) {
  return (
    <article className={styles.comment}>
      <h2 className={styles.under}>
        <AppLink to={`/p/${post.id}/c/${id}`} data-shortcut="o" dir="auto">
          {post.title}
        </AppLink>
      </h2>
      <RemovedNote removal={removal} />
      <div className={styles.said}>
        <Prose html={bodyHtml} small />
      </div>
      <p className={styles.quiet}>
        <Time at={createdAt} />
        {likeCount > 0 && (
          <>
            {' · '}
            <Plural value={likeCount} one="# like" other="# likes" />
          </>
        )}
      </p>
    </article>
  )
}
