import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Fragment, type ReactNode } from 'react'
import type { ViewSource } from '../../generated/schema.ts'
import { guessLanguage } from '../../text/guess-language.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Time } from '../../ui/Time.tsx'
import type { PersonNameFragment } from '../people/generated/person.ts'
import { PersonLink } from '../people/PersonLink.tsx'
import { useDensity } from './density.ts'
import styles from './feed.module.css'
import type { FeedQuery, PostRowFragment } from './generated/feed.ts'

type Repost = NonNullable<FeedQuery['feed']>['edges'][number]['repost']

type PostRowProps = {
  post: PostRowFragment
  source: ViewSource
  repost?: Repost
  after?: string | null
  namesAway?: boolean
  /** Search puts its marked words here. */
  title?: ReactNode
  excerpt?: ReactNode
}

/** One post in a list: who and when, the title, two lines, and what happened since, in words. No card around it. */
export function PostRow({ post, source, repost, after = null, namesAway = false, title, excerpt }: PostRowProps) {
  const { t, i18n } = useLingui()
  const compact = useDensity() === 'compact'
  const lang = guessLanguage(`${post.title} ${post.excerpt}`)
  const anchor = { id: `post-${post.id}`, 'data-anchor': '', 'data-after': after ?? '' }
  const link = (
    <AppLink to={`/p/${post.id}`} state={{ source }} lang={lang}>
      {title ?? post.title}
    </AppLink>
  )

  if (compact) {
    return (
      <article className={styles.compact} aria-label={post.title} {...anchor}>
        <h2 dir="auto">{link}</h2>
        <span className={styles.compactMeta}>
          <PersonLink person={post.author} away={namesAway} />
        </span>
        <span className={styles.compactCount} title={t`Comments`}>
          {i18n.number(post.commentCount)}
        </span>
        <span className={styles.compactTime}>
          <Time at={post.createdAt} />
        </span>
      </article>
    )
  }

  return (
    <article className={styles.row} aria-label={post.title} {...anchor}>
      {repost && <RepostLine people={repost.users} count={repost.count} />}
      <p className={styles.meta}>
        <PersonLink person={post.author} away={namesAway} /> <Time at={post.createdAt} />
        {post.visibility === 'PRIVATE' && (
          <span className={styles.private}>
            <Trans>only you</Trans>
          </span>
        )}
        {post.tags.map((tag) => (
          <AppLink key={tag.id} to={`/t/${encodeURIComponent(tag.name)}`} className={styles.tag}>
            {tag.name}
          </AppLink>
        ))}
      </p>
      <h2 className={styles.title} dir="auto">
        {link}
      </h2>
      <p className={styles.excerpt} lang={lang} dir="auto">
        {excerpt ?? post.excerpt}
      </p>
      <p className={styles.foot}>
        <span>
          <Plural value={post.commentCount} _0="no comments" one="# comment" other="# comments" />
        </span>
        {' · '}
        <span>
          <Plural value={post.likeCount} _0="no likes" one="# like" other="# likes" />
        </span>
        {post.repostCount > 0 && (
          <>
            {' · '}
            <span>
              <Plural value={post.repostCount} one="# repost" other="# reposts" />
            </span>
          </>
        )}
      </p>
    </article>
  )
}

function RepostLine({ people, count }: { people: (PersonNameFragment | null)[]; count: number }) {
  const named = people.filter((person) => person !== null).slice(0, 2)
  const others = count - named.length
  return (
    <p className={styles.reposted}>
      <Trans>Reposted by</Trans>{' '}
      {named.map((person, index) => (
        <Fragment key={person.id}>
          {index > 0 && ', '}
          <PersonLink person={person} />
        </Fragment>
      ))}{' '}
      {others > 0 && <Plural value={others} one="and # more" other="and # more" />}
    </p>
  )
}
