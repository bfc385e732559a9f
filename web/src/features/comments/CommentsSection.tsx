import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { Navigate, useLocation } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { MoreButton } from '../../ui/MoreButton.tsx'
import { WithoutScripts } from '../../ui/WithoutScripts.tsx'
import { CommentBranch } from './CommentBranch.tsx'
import { CommentComposer } from './CommentComposer.tsx'
import styles from './comments.module.css'
import { ThreadDocument } from './generated/comments.ts'
import { openReplyOf } from './reply-address.ts'
import type { Thread } from './thread.ts'
import { sortOf, threadAddress } from './thread-address.ts'
import { growTree } from './tree.ts'

type CommentsSectionProps = {
  thread: Thread
  count: number
  /** What came with the post had people left out. */
  namesAway: boolean
}

/** How deep the tree stands here; a narrow window shows the first levels of it. */
const levels = { wide: 4, narrow: 2 }

/** All comments of a post as one tree, and the place to write the next one. */
export function CommentsSection({ thread: under, count, namesAway: wereNamesAway }: CommentsSectionProps) {
  const { postId, canComment } = under
  const { t } = useLingui()
  const { search } = useLocation()
  const sort = sortOf(search)
  const after = firstShown(search)
  const { data, error, loading, refetch, fetchMore } = useQuery(ThreadDocument, {
    variables: { postId, sort, ...(after !== null && { after }) },
    // The first page came with the post.
    fetchPolicy: 'cache-first',
  })
  const thread = data?.post?.thread
  const tree = useMemo(() => {
    const comments = thread?.edges.map(({ node }) => node) ?? []
    // A very long thread by likes is its top level alone: each branch is a page of its own.
    const isTopAlone = sort === 'TOP' && comments.every(({ depth }) => depth === 0)
    return growTree(comments, isTopAlone ? 1 : levels.wide)
  }, [thread, sort])
  const namesAway = wereNamesAway || outageOf(error).of('author')

  // Whoever signed in to reply to a comment of a later page finds it in its branch, where its reply opens. Decided by the first page alone: what
  // is deleted later is not looked for.
  const awaited = openReplyOf(search)
  const [isElsewhere, setElsewhere] = useState<boolean | null>(null)
  if (thread && isElsewhere === null)
    setElsewhere(awaited !== null && !thread.edges.some(({ node }) => node.id === awaited))
  if (isElsewhere) return <Navigate to={`/p/${postId}/c/${awaited}${search}`} replace />

  return (
    <section className={styles.section} aria-labelledby="comments">
      <div className={styles.sectionHead}>
        <h2 id="comments">
          <Plural value={count} _0="Comments" one="# comment" other="# comments" />
        </h2>
        {count > 1 && (
          <Choice
            label={t`Order of comments`}
            options={[
              { value: 'OLDEST', word: t`Oldest first` },
              { value: 'NEWEST', word: t`Newest first` },
              { value: 'TOP', word: t`Most liked first` },
            ]}
            value={sort}
            to={(value) => threadAddress(postId, value)}
          />
        )}
      </div>
      <CommentComposer postId={postId} parentId={null} canComment={canComment} label={t`Write a comment`} />
      {!thread && loading && <Lines rows={2} />}
      {!thread && !loading && (
        <ErrorState error={error} onRetry={() => void refetch()}>
          <Trans>The comments cannot be fetched at the moment.</Trans>
        </ErrorState>
      )}
      {thread && tree.length === 0 && (
        <EmptyState>
          <Trans>Nobody has answered yet.</Trans>
        </EmptyState>
      )}
      {tree.length > 0 && (
        <ol className={styles.tree}>
          {tree.map((branch) => (
            <CommentBranch
              key={branch.comment.id}
              branch={branch}
              thread={under}
              namesAway={namesAway}
              targetId={null}
              narrowLevels={levels.narrow}
            />
          ))}
        </ol>
      )}
      {after !== null && (
        <p>
          <AppLink to={threadAddress(postId, sort)}>
            <Trans>From the first comment</Trans>
          </AppLink>
        </p>
      )}
      <WithoutScripts>
        {thread?.pageInfo.hasNextPage && thread.pageInfo.endCursor && (
          <AppLink to={threadAddress(postId, sort, thread.pageInfo.endCursor)}>
            <Trans>More comments</Trans>
          </AppLink>
        )}
      </WithoutScripts>
      {thread?.pageInfo.hasNextPage && (
        <MoreButton onMore={() => fetchMore({ variables: { after: thread.pageInfo.endCursor } })}>
          <Trans>More comments</Trans>
        </MoreButton>
      )}
    </section>
  )
}

/** After which comment the page begins, where it is not the first: so goes on who runs no scripts. */
const firstShown = (search: string): string | null => new URLSearchParams(search).get('after')
