import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { clockTime } from '../../text/dates.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Away } from '../../ui/Away.tsx'
import { Margin } from '../../ui/Margin.tsx'
import { lastDays, timezone } from '../statistics/days.ts'
import { PostNumbersDocument } from './generated/post.ts'
import styles from './post.module.css'
import { Sparkline } from './Sparkline.tsx'

/** The post's numbers beside it: thirty days of views, what they add up to, and how fresh that is. */
export function PostMargin({ postId }: { postId: string }) {
  const { t, i18n } = useLingui()
  const [range] = useState(() => lastDays(30, new Date()))
  const { data, loading } = useQuery(PostNumbersDocument, {
    variables: { id: postId, ...range, timezone: timezone() },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const stats = data?.post?.stats
  return (
    <Margin label={t`Numbers of this post`}>
      {stats ? (
        <div className={styles.numbers}>
          {stats.daily && stats.views > 0 && <Sparkline days={stats.daily} />}
          <p>
            <Plural value={stats.views} _0="Not read yet" one="# view" other="# views" />
            {stats.uniqueViewers > 0 && (
              <>
                {' '}
                <Plural value={stats.uniqueViewers} one="by # person" other="by # people" />
              </>
            )}
          </p>
          <p>
            <Plural value={stats.likes} one="# like" other="# likes" />,{' '}
            <Plural value={stats.comments} one="# comment" other="# comments" />,{' '}
            <Plural value={stats.reposts} one="# repost" other="# reposts" />
          </p>
          <p className={styles.asOf}>
            <Trans>As of {clockTime(stats.asOf, i18n.locale, true)}</Trans> ·{' '}
            <AppLink to={`/p/${postId}/statistics`}>
              <Trans>Day by day</Trans>
            </AppLink>
          </p>
        </div>
      ) : loading ? (
        <div className={styles.coming} />
      ) : (
        <Away>
          <Trans>The numbers of this post are not available at the moment.</Trans>
        </Away>
      )}
    </Margin>
  )
}
