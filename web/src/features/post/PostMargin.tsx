import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { clockTime } from '../../text/dates.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Away } from '../../ui/Away.tsx'
import { Margin } from '../../ui/Margin.tsx'
import { lastDays, timezone } from '../statistics/days.ts'
import { ReadingCount } from '../statistics/ReadingCount.tsx'
import { useLastAnswer } from '../statistics/use-last-answer.ts'
import { PostNumbersDocument } from './generated/post.ts'
import styles from './post.module.css'
import { Sparkline } from './Sparkline.tsx'

/** Who read the post: thirty days of views in the margin, one line under the title where there is none. Nothing that the page says elsewhere. */
export function PostMargin({ postId }: { postId: string }) {
  const { t, i18n } = useLingui()
  const [range] = useState(() => lastDays(30, new Date()))
  const { data, error, loading } = useQuery(PostNumbersDocument, {
    variables: { id: postId, ...range, timezone: timezone() },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const stats = useLastAnswer(data?.post?.stats, postId, loading)
  return (
    <Margin label={t`Numbers of this post`}>
      <div className={styles.numbers}>
        {stats ? (
          <>
            {stats.daily && hasShape(stats.daily) && <Sparkline days={stats.daily} />}
            {stats.views > 0 && (
              <p>
                <ReadingCount views={stats.views} people={stats.uniqueViewers} />
              </p>
            )}
            <p className={styles.asOf}>
              <span className={styles.wideOnly}>
                <Trans>As of {clockTime(stats.asOf, i18n.locale, true)}</Trans> ·{' '}
              </span>
              <AppLink to={`/p/${postId}/statistics`}>
                <Trans>Day by day</Trans>
              </AppLink>
            </p>
          </>
        ) : (
          !loading && (
            <Away error={error}>
              <Trans>The numbers of this post are not available at the moment.</Trans>
            </Away>
          )
        )}
      </div>
    </Margin>
  )
}

/** One bar, always of the full height, says nothing that the number below it does not. */
const hasShape = (days: readonly { views: number }[]): boolean => days.filter(({ views }) => views > 0).length > 1
