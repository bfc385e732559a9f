import { Trans } from '@lingui/react/macro'
import { memo, type ReactNode } from 'react'
import type { FeedKind, ViewSource } from '../../generated/schema.ts'
import { guessLanguage } from '../../text/guess-language.ts'
import { hasVisibleText } from '../../text/visible-text.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ShortTime } from '../../ui/Time.tsx'
import { RemovedNote } from '../moderation/RemovedNote.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { useDensity } from './density.ts'
import styles from './feed.module.css'
import type { FeedQuery, PostRowFragment } from './generated/feed.ts'
import { PostCounts } from './PostCounts.tsx'
import { PostMore } from './PostMore.tsx'
import { RepostLine } from './RepostLine.tsx'
import { type Why, WhyLine } from './WhyLine.tsx'

type Repost = NonNullable<FeedQuery['feed']>['edges'][number]['repost']

type PostRowProps = {
  post: PostRowFragment
  source: ViewSource
  /** The feed that the row stands in, where there is one: ACTIVE says when the last comment was. */
  kind?: FeedKind
  repost?: Repost
  why?: Why | null
  after?: string | null
  namesAway?: boolean
  /** Search puts its marked words here. */
  title?: ReactNode
  excerpt?: ReactNode
}

/** One post in a list: the title, two lines, who and when; the numbers beside it. No card around it; the whole of it leads to the post. */
export const PostRow = memo(function PostRow({
  post,
  source,
  kind,
  repost,
  why,
  after = null,
  namesAway = false,
  title,
  excerpt,
}: PostRowProps) {
  const isCompact = useDensity() === 'compact'
  const lang = guessLanguage(`${post.title} ${post.excerpt}`)
  return (
    <article
      id={`post-${post.id}`}
      data-anchor=""
      data-after={after ?? ''}
      className={isCompact ? styles.compact : styles.row}
      aria-label={post.title}
    >
      <div className={styles.text}>
        {!isCompact && why && <WhyLine why={why} />}
        {!isCompact && repost && <RepostLine people={repost.users} count={repost.count} />}
        <h2 className={styles.title} dir="auto">
          <AppLink to={`/p/${post.id}`} state={{ source }} lang={lang} className={styles.lead} data-shortcut="o">
            {title ?? post.title}
          </AppLink>
        </h2>
        {!isCompact && hasVisibleText(post.excerpt) && (
          <p className={styles.excerpt} lang={lang} dir="auto">
            {excerpt ?? post.excerpt}
          </p>
        )}
      </div>
      <p className={styles.meta}>
        <PersonLink person={post.author} away={namesAway} avatar />
        <span className={styles.when}>
          <ShortTime at={post.createdAt} />
        </span>
        {post.visibility === 'PRIVATE' && (
          <span>
            <Trans>only you</Trans>
          </span>
        )}
        {!isCompact && post.tags.length > 0 && (
          <span className={styles.tags}>
            {post.tags.map((tag, index) => (
              <span key={tag.id}>
                {index > 0 && ', '}
                <AppLink to={`/t/${encodeURIComponent(tag.name)}`}>{tag.name}</AppLink>
              </span>
            ))}
          </span>
        )}
      </p>
      <RemovedNote removal={post.removal} />
      <PostCounts post={post} isActive={kind === 'ACTIVE'} source={source} />
      {!isCompact && <PostMore post={post} />}
    </article>
  )
})
