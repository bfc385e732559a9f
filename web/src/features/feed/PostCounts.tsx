import { useLingui } from '@lingui/react'
import { Plural, Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { ViewSource } from '../../generated/schema.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Time } from '../../ui/Time.tsx'
import styles from './feed.module.css'
import type { PostRowFragment } from './generated/feed.ts'

type PostCountsProps = { post: PostRowFragment; isActive: boolean; source: ViewSource }

/** What happened since, where anything did: in the row's margin from 1120 px, behind its line below that. */
export function PostCounts({ post, isActive, source }: PostCountsProps) {
  const { id, commentCount, likeCount, repostCount, lastActivityAt } = post
  if (commentCount + likeCount + repostCount === 0) return null
  return (
    <ul className={styles.counts}>
      {commentCount > 0 && (
        <li className={styles.comments}>
          <AppLink to={`/p/${id}#comments`} state={{ source }}>
            <Count value={commentCount}>
              <Plural value={commentCount} one="comment" other="comments" />
            </Count>
          </AppLink>
          {isActive && (
            <span className={styles.last}>
              <Trans>
                the last <Time at={lastActivityAt} />
              </Trans>
            </span>
          )}
        </li>
      )}
      {likeCount > 0 && (
        <li className={styles.likes}>
          <Count value={likeCount}>
            <Plural value={likeCount} one="like" other="likes" />
          </Count>
        </li>
      )}
      {repostCount > 0 && (
        <li className={styles.reposts}>
          <Count value={repostCount}>
            <Plural value={repostCount} one="repost" other="reposts" />
          </Count>
        </li>
      )}
    </ul>
  )
}

function Count({ value, children }: { value: number; children: ReactNode }) {
  const { i18n } = useLingui()
  return (
    <>
      <span className={styles.number}>{i18n.number(value)}</span> <span className={styles.word}>{children}</span>
    </>
  )
}
