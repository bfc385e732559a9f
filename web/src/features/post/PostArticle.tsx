import { Trans } from '@lingui/react/macro'
import { guessLanguage } from '../../text/guess-language.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { usePageHead } from '../../ui/page-head.ts'
import { Time } from '../../ui/Time.tsx'
import { RemovedNote } from '../moderation/RemovedNote.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import type { PostFullFragment } from './generated/post.ts'
import { PostActions } from './PostActions.tsx'
import { PostMargin } from './PostMargin.tsx'
import styles from './post.module.css'
import type { PostNumbers } from './use-post-numbers.ts'

type PostArticleProps = {
  post: PostFullFragment
  namesAway: boolean
  /** Title and byline alone: above one branch of its comments. */
  isFolded: boolean
  numbers: PostNumbers
}

export function PostArticle({ post, namesAway, isFolded, numbers }: PostArticleProps) {
  usePageHead({ type: 'article', description: post.excerpt, path: `/p/${post.id}`, post })
  return (
    <article className={styles.article} data-folded={isFolded || undefined}>
      <PageTitle title={post.title} className={styles.title} lang={guessLanguage(post.title)} />
      <p className={styles.byline}>
        <Avatar id={post.author?.id ?? post.id} size={20} />
        <PersonLink person={post.author} away={namesAway} />
        <Time at={post.createdAt} />
        {post.edited && (
          <span>
            <Trans>edited</Trans> <Time at={post.updatedAt} />
          </span>
        )}
        {post.visibility === 'PRIVATE' && (
          <span className={styles.private}>
            <Trans>only you see this</Trans>
          </span>
        )}
        {post.locked && (
          <span>
            <Trans>locked</Trans>
          </span>
        )}
        {post.viewerWatch === 'MUTE' && (
          <span className={styles.private}>
            <Trans>muted by you</Trans>
          </span>
        )}
        {post.tags.map((tag) => (
          <AppLink key={tag.id} to={`/t/${encodeURIComponent(tag.name)}`} className={styles.tag}>
            {tag.name}
          </AppLink>
        ))}
      </p>
      <RemovedNote removal={post.removal} />
      {isFolded ? (
        <p className={styles.unfold}>
          <AppLink to={`/p/${post.id}`}>
            <Trans>Read the post</Trans>
          </AppLink>
        </p>
      ) : (
        <>
          <PostMargin postId={post.id} numbers={numbers} />
          <Prose html={post.bodyHtml} />
          <PostActions post={post} />
        </>
      )}
    </article>
  )
}
