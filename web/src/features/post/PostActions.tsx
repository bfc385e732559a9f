import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { MoreMenu } from '../../overlays/MoreMenu.tsx'
import { useCopyLink } from '../../ui/CopyNote.tsx'
import { useIsFirstPage } from '../../ui/first-page.ts'
import { wantHeadingFocus } from '../../ui/heading-focus.ts'
import { Trouble } from '../../ui/Trouble.tsx'
import { useHiding } from '../hiding/use-hiding.tsx'
import { useModeration } from '../moderation/use-moderation.tsx'
import { ReactionButton } from '../reactions/ReactionButton.tsx'
import type { ActTrouble } from '../reactions/use-act.ts'
import { usePostReactions } from '../reactions/use-post-reactions.ts'
import { useWatch } from '../watching/use-watch.ts'
import { DeletePostDocument, type PostFullFragment } from './generated/post.ts'
import styles from './post.module.css'

/** Once, under the text: like, repost, bookmark, and what only some may do. */
export function PostActions({ post }: { post: PostFullFragment }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const { like, repost, bookmark, trouble } = usePostReactions(post)
  const watching = useWatch(post)
  const [isAsking, setAsking] = useState(false)
  const [kept, setKept] = useState<ActTrouble | null>(null)
  const [remove] = useMutation(DeletePostDocument)
  const hiding = useHiding(post.author)
  const { copy, note } = useCopyLink()
  const isFirstPage = useIsFirstPage()
  const { id, likeCount, repostCount, viewerCanModerate, locked, pinned } = post
  const moderation = useModeration({
    ref: { postId: id },
    viewerCanModerate,
    isOwn: post.viewerCanDelete,
    isRemoved: post.removal !== null,
    thread: { locked, pinned },
  })

  const confirm = async () => {
    setAsking(false)
    setKept(null)
    const { data, error } = await remove({
      variables: { id },
      // Lists that hold it ask anew when they are shown next.
      update: (cache, answer) => {
        if (answer.data?.deletePost?.__typename === 'DeletePostSuccess')
          cache.evict({ id: cache.identify({ __typename: 'Post', id }) })
      },
    }).catch((failure: unknown) => ({ data: null, error: failure }))
    if (data?.deletePost?.__typename !== 'DeletePostSuccess')
      return setKept({ says: msg`The post was not deleted. Try again.`, error: error ?? {} })
    wantHeadingFocus(pathname)
    // Back to the list that it was opened from, where its neighbours are.
    if (isFirstPage) await navigate('/', { replace: true })
    else await navigate(-1)
  }

  return (
    <div className={styles.actions}>
      {!post.removal && (
        <>
          <ReactionButton
            icon="like"
            tone="like"
            shortcut="l"
            done={post.viewerHasLiked}
            label={
              post.viewerHasLiked
                ? t`Take back the like, ${likeCount} so far`
                : likeCount > 0
                  ? t`Like, ${likeCount} so far`
                  : t`Like`
            }
            onPress={like}
          >
            {likeCount > 0 ? i18n.number(likeCount) : ''}
          </ReactionButton>
          <ReactionButton
            icon="repost"
            tone="repost"
            done={post.viewerHasReposted}
            label={
              post.viewerHasReposted
                ? t`Take back the repost, ${repostCount} so far`
                : repostCount > 0
                  ? t`Repost, ${repostCount} so far`
                  : t({ context: 'button', message: 'Repost' })
            }
            onPress={repost}
          >
            <Trans context="button">Repost</Trans> {repostCount > 0 ? i18n.number(repostCount) : ''}
          </ReactionButton>
          <ReactionButton
            icon="bookmark"
            tone="bookmark"
            shortcut="b"
            done={post.viewerHasBookmarked}
            label={post.viewerHasBookmarked ? t`Remove the bookmark` : t`Bookmark`}
            onPress={bookmark}
          />
        </>
      )}
      <MoreMenu
        label={t`More about this post`}
        items={[
          { label: t`Copy the link`, onPress: () => copy(`${location.origin}/p/${id}`) },
          { label: t`Day by day`, onPress: () => void navigate(`/p/${id}/statistics`) },
          ...watching.items,
          ...(post.viewerCanEdit ? [{ label: t`Edit`, onPress: () => void navigate(`/p/${id}/edit`) }] : []),
          ...hiding.items({ blocks: false, mutes: false }),
          ...moderation.items,
          ...(post.viewerCanDelete ? [{ label: t`Delete`, onPress: () => setAsking(true), danger: true }] : []),
        ]}
      />
      {note}
      {hiding.rest}
      {moderation.panel}
      <Trouble {...(kept ?? (watching.trouble.says ? watching.trouble : trouble))} />
      {isAsking && (
        <ConfirmDialog
          title={t`Delete this post?`}
          body={t`The post and its comments disappear for everybody, and so do their numbers.`}
          action={t`Delete`}
          onConfirm={() => void confirm()}
          onCancel={() => setAsking(false)}
        />
      )}
    </div>
  )
}
