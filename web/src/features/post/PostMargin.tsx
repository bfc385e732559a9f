import { Trans, useLingui } from '@lingui/react/macro'
import { AppLink } from '../../ui/AppLink.tsx'
import { Away } from '../../ui/Away.tsx'
import { Margin } from '../../ui/Margin.tsx'
import { ExactTime } from '../../ui/Time.tsx'
import { ReadingCount } from '../statistics/ReadingCount.tsx'
import styles from './post.module.css'
import { Sparkline } from './Sparkline.tsx'
import type { PostNumbers } from './use-post-numbers.ts'

/** Who read the post: thirty days of views in the margin, one line under the title where there is none. Nothing that the page says elsewhere. */
export function PostMargin({ postId, numbers }: { postId: string; numbers: PostNumbers }) {
  const { t } = useLingui()
  const { stats, loading, error } = numbers
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
                <Trans>
                  As of <ExactTime at={stats.asOf} />
                </Trans>{' '}
                ·{' '}
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
