import { Trans } from '@lingui/react/macro'
import { guessLanguage } from '../../text/guess-language.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { Prose } from '../../ui/Prose.tsx'
import { Time } from '../../ui/Time.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import type { PostFullFragment } from './generated/post.ts'
import { PostActions } from './PostActions.tsx'
import { PostMargin } from './PostMargin.tsx'
import styles from './post.module.css'

export function PostArticle({ post, namesAway }: { post: PostFullFragment; namesAway: boolean }) {
  return (
    <article className={styles.article}>
      <PageTitle title={post.title} lang={guessLanguage(post.title)} />
      <p className={styles.byline}>
        <Avatar id={post.author?.id ?? post.id} />
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
        {post.tags.map((tag) => (
          <AppLink key={tag.id} to={`/t/${encodeURIComponent(tag.name)}`} className={styles.tag}>
            {tag.name}
          </AppLink>
        ))}
      </p>
      <Prose html={post.bodyHtml} />
      <PostActions post={post} />
      <PostMargin postId={post.id} />
    </article>
  )
}
