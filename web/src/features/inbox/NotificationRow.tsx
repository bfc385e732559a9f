import { useMutation } from '@apollo/client/react'
import { plural } from '@lingui/core/macro'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { AppLink } from '../../ui/AppLink.tsx'
import { Avatar } from '../../ui/Avatar.tsx'
import { Time } from '../../ui/Time.tsx'
import { useViewer } from '../viewer/use-viewer.ts'
import { MarkNotificationsReadDocument, type NotificationRowFragment } from './generated/inbox.ts'
import styles from './inbox.module.css'
import { namesOf } from './names-of.ts'

type RowProps = {
  notification: NotificationRowFragment
  after: string | null
  /** Nobody's name can be asked for now. */
  namesAway: boolean
}

/** One thing that happened, or several of a kind; the whole row leads to what it is about, and going there reads it. */
export function NotificationRow({ notification, after, namesAway }: RowProps) {
  const { t } = useLingui()
  const { id, actors, comment, seen, read, latestAt } = notification
  const [markRead] = useMutation(MarkNotificationsReadDocument)
  const to = useSubject(notification)
  const open = () => {
    if (read) return
    // Going there is what matters; a mark that was lost is made at the next press.
    void markRead({
      variables: { ids: [id], upTo: latestAt },
      update: (cache, { data }) => {
        if (data?.markNotificationsRead?.__typename !== 'MarkNotificationsReadSuccess') return
        cache.modify({ id: `Notification:${id}`, fields: { read: () => true, seen: () => true } })
      },
    }).catch(() => {})
  }
  const quote = comment && !comment.removed && quotes.has(notification.kind) ? textOf(comment.bodyHtml) : ''
  return (
    <article
      id={`notification-${id}`}
      data-anchor=""
      data-after={after ?? ''}
      className={styles.row}
      data-unread={!read || undefined}
    >
      <Avatar id={actors[0]?.id ?? id} size={32} />
      <div className={styles.text}>
        <h2 className={styles.says}>
          {!seen && (
            <span className={styles.dot}>
              <span className="visually-hidden">{t`New`}</span>
            </span>
          )}
          <AppLink
            to={to}
            state={{ source: 'NOTIFICATION' }}
            className={styles.lead}
            data-shortcut="o"
            onClick={open}
            dir="auto"
          >
            <Says notification={notification} namesAway={namesAway} />
          </AppLink>
        </h2>
        {quote && (
          <p className={styles.quote} dir="auto">
            {quote}
          </p>
        )}
        <p className={styles.when}>
          <Time at={latestAt} />
        </p>
      </div>
    </article>
  )
}

const quotes: ReadonlySet<string> = new Set(['MENTION', 'REPLY', 'THREAD'])

/** The words of a text that the server rendered. */
const textOf = (html: string): string =>
  new DOMParser().parseFromString(html, 'text/html').body.textContent.replaceAll(/\s+/g, ' ').trim().slice(0, 300)

function useSubject({ kind, post, comment, actors, actorCount }: NotificationRowFragment): string {
  const { viewer } = useViewer()
  if (post && comment) return `/p/${post.id}/c/${comment.id}`
  if (post) return `/p/${post.id}`
  const [only] = actors
  if (kind === 'FOLLOW' && actorCount === 1 && only) return `/u/${only.handle}`
  return viewer ? `/u/${viewer.user.handle}/followers` : '/you'
}

function Says({ notification, namesAway }: { notification: NotificationRowFragment; namesAway: boolean }): ReactNode {
  const { t, i18n } = useLingui()
  const { kind, actors, actorCount, post, comment } = notification
  const nobody = namesAway ? t`somebody` : t`deleted account`
  const names = actors.map((actor) => actor?.displayName ?? nobody)
  const others = (count: number) => t`${plural(count, { one: '# other', other: '# others' })}`
  const who = <strong>{namesOf(names, actorCount, others, i18n.locale)}</strong>
  const title = <span className={styles.title}>{post?.title}</span>
  switch (kind) {
    case 'MENTION':
      return (
        <Trans>
          {who} named you in {title}
        </Trans>
      )
    case 'REPLY':
      return (
        <Trans>
          {who} answered you in {title}
        </Trans>
      )
    case 'THREAD':
      return (
        <Trans>
          {who} wrote in {title}, which you watch
        </Trans>
      )
    case 'LIKE':
      return comment ? (
        <Trans>
          {who} liked your comment on {title}
        </Trans>
      ) : (
        <Trans>
          {who} liked {title}
        </Trans>
      )
    case 'REPOST':
      return (
        <Trans>
          {who} reposted {title}
        </Trans>
      )
    case 'FOLLOW':
      return actorCount === 1 ? <Trans>{who} follows you</Trans> : <Trans>{who} follow you</Trans>
  }
}
