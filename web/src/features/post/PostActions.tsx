import { useMutation } from '@apollo/client/react'
import { msg } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { ConfirmDialog } from '../../overlays/ConfirmDialog.tsx'
import { MoreMenu } from '../../overlays/MoreMenu.tsx'
import { Trouble } from '../../ui/Trouble.tsx'
import { ReactionButton } from '../reactions/ReactionButton.tsx'
import { usePostReactions } from '../reactions/use-post-reactions.ts'
import { DeletePostDocument, type PostFullFragment } from './generated/post.ts'
import styles from './post.module.css'

/** Once, under the text: like, repost, bookmark, and what only some may do. */
export function PostActions({ post }: { post: PostFullFragment }) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const { like, repost, bookmark, trouble } = usePostReactions(post)
  const [isAsking, setAsking] = useState(false)
  const [isKept, setKept] = useState(false)
  const [remove] = useMutation(DeletePostDocument)
  const { id, likeCount, repostCount } = post

  const confirm = async () => {
    setAsking(false)
    setKept(false)
    const { data } = await remove({
      variables: { id },
      // Lists that hold it ask anew when they are shown next.
      update: (cache, answer) => {
        if (answer.data?.deletePost?.__typename === 'DeletePostSuccess')
          cache.evict({ id: cache.identify({ __typename: 'Post', id }) })
      },
    }).catch(() => ({ data: null }))
    if (data?.deletePost?.__typename !== 'DeletePostSuccess') return setKept(true)
    await navigate('/', { replace: true })
  }

  return (
    <div className={styles.actions}>
      <ReactionButton
        icon="like"
        tone="like"
        done={post.viewerHasLiked}
        label={post.viewerHasLiked ? t`Take back the like, ${likeCount} so far` : t`Like, ${likeCount} so far`}
        onPress={like}
      >
        {i18n.number(likeCount)}
      </ReactionButton>
      <ReactionButton
        icon="repost"
        tone="repost"
        done={post.viewerHasReposted}
        label={
          post.viewerHasReposted ? t`Take back the repost, ${repostCount} so far` : t`Repost, ${repostCount} so far`
        }
        onPress={repost}
      >
        <Trans context="button">Repost</Trans> {i18n.number(repostCount)}
      </ReactionButton>
      <ReactionButton
        icon="bookmark"
        tone="bookmark"
        done={post.viewerHasBookmarked}
        label={post.viewerHasBookmarked ? t`Remove the bookmark` : t`Bookmark`}
        onPress={bookmark}
      />
      <MoreMenu
        label={t`More about this post`}
        items={[
          { label: t`Copy the link`, onPress: () => void navigator.clipboard.writeText(`${location.origin}/p/${id}`) },
          { label: t`Its statistics`, onPress: () => void navigate(`/p/${id}/statistics`) },
          ...(post.viewerCanEdit ? [{ label: t`Edit`, onPress: () => void navigate(`/p/${id}/edit`) }] : []),
          ...(post.viewerCanDelete ? [{ label: t`Delete`, onPress: () => setAsking(true), danger: true }] : []),
        ]}
      />
      <Trouble says={isKept ? msg`The post was not deleted. Try again.` : trouble} />
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
