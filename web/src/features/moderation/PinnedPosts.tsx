import { Trans, useLingui } from '@lingui/react/macro'
import { createSource, useSource } from '../../browser/source.ts'
import { readStored, writeStored } from '../../browser/storage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Button } from '../../ui/Button.tsx'
import { ShortTime } from '../../ui/Time.tsx'
import type { FeedQuery } from '../feed/generated/feed.ts'
import { PersonLink } from '../people/PersonLink.tsx'
import styles from './moderation.module.css'

type Pinned = NonNullable<FeedQuery['pinnedPosts']>[number]

/** At most as many as were ever pinned at once; what is no longer pinned is forgotten with the next. */
const maxFolded = 12
const key = 'forum.folded-pins'
const source = createSource(() => readStored(key) ?? '', '')

function fold(id: string, folded: readonly string[]): void {
  const others = folded.filter((other) => other !== id)
  writeStored(key, (folded.includes(id) ? others : [id, ...others]).slice(0, maxFolded).join(' '))
  source.changed()
}

/** What moderators pinned, above the first posts of the feed. A reader may fold one to its title. */
export function PinnedPosts({ posts }: { posts: readonly Pinned[] }) {
  const { t } = useLingui()
  const folded = useSource(source).split(' ')
  if (posts.length === 0) return null
  return (
    <ul className={styles.pins} aria-label={t`Pinned`}>
      {posts.map(({ id, title, author, createdAt }) => (
        <li key={id} data-folded={folded.includes(id) || undefined}>
          <div>
            <h2 dir="auto">
              <AppLink to={`/p/${id}`}>{title}</AppLink>
            </h2>
            {!folded.includes(id) && (
              <p className={styles.quiet}>
                <Trans>pinned</Trans> · <PersonLink person={author} /> · <ShortTime at={createdAt} />
              </p>
            )}
          </div>
          <Button
            look="plain"
            className={styles.fold}
            aria-expanded={!folded.includes(id)}
            aria-label={folded.includes(id) ? t`Unfold “${title}”` : t`Fold “${title}”`}
            onClick={() => fold(id, folded.filter(Boolean))}
          >
            {folded.includes(id) ? <Trans>Unfold</Trans> : <Trans>Fold</Trans>}
          </Button>
        </li>
      ))}
    </ul>
  )
}
