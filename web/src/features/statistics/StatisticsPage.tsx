import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { Away } from '../../ui/Away.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { AsOf } from './AsOf.tsx'
import { ActivityDocument, type ActivityQuery } from './generated/statistics.ts'
import { PeriodChoice } from './PeriodChoice.tsx'
import { PlatformNumbers } from './PlatformNumbers.tsx'
import { Rankings } from './Rankings.tsx'
import { SmallMultiples } from './SmallMultiples.tsx'
import type { Series } from './series.ts'
import styles from './statistics.module.css'
import { useLastAnswer } from './use-last-answer.ts'
import { usePeriod } from './use-period.ts'
import { YesterdaySentence } from './YesterdaySentence.tsx'

type Activity = NonNullable<ActivityQuery['activity']>

/** What it all adds up to: a sentence, the same time axis for everything, rankings. */
export function StatisticsPage() {
  const { t } = useLingui()
  const period = usePeriod()
  const { from, to, bucket, zone } = period
  const { data, previousData, error, loading, refetch } = useQuery(ActivityDocument, {
    variables: { from, to, bucket, timezone: zone },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
    pollInterval: 60_000,
    skipPollAttempt: () => document.hidden,
  })
  const question = [from, to, bucket, zone].join(' ')
  const activity = useLastAnswer((data ?? (loading ? previousData : null))?.activity, question, loading)
  const series = useSeries(activity)
  const isStale = data?.activity === null || (error !== undefined && !loading)

  return (
    <div className={styles.page}>
      <div>
        <PageTitle title={t`Statistics`} />
        <YesterdaySentence />
      </div>
      <section aria-labelledby="activity" className={styles.section}>
        <h2 id="activity">
          <Trans>Over time</Trans>
        </h2>
        <PeriodChoice period={period} />
        {series && activity && (
          <>
            <SmallMultiples series={series} name={`forum-${activity.from}-${activity.to}`} />
            <AsOf at={activity.asOf} zone={activity.timezone} />
            {isStale && (
              <Away error={error}>
                <Trans>Newer numbers do not come at the moment. These stay until they do.</Trans>
              </Away>
            )}
          </>
        )}
        {!series && loading && <Lines rows={8} />}
        {!series && !loading && (
          <ErrorState error={error} onRetry={() => void refetch()}>
            <Trans>Statistics are not available at the moment. Everything else works.</Trans>
          </ErrorState>
        )}
      </section>
      <div className={styles.beside}>
        <Rankings />
        <PlatformNumbers />
      </div>
    </div>
  )
}

function useSeries(activity: Activity | null): Series | null {
  const { t } = useLingui()
  return useMemo(() => {
    if (!activity) return null
    const { points, bucket, timezone } = activity
    const values = (key: 'views' | 'activeUsers' | 'posts' | 'comments' | 'likes' | 'reposts' | 'registrations') =>
      points.map((point) => point[key])
    return {
      times: points.map(({ at }) => Date.parse(at)),
      complete: points.map(({ complete }) => complete),
      bucket,
      zone: timezone,
      metrics: [
        { key: 'views', label: t`Views`, tone: '--data-views', values: values('views'), adds: true },
        { key: 'people', label: t`People who were here`, tone: '--ink2', values: values('activeUsers'), adds: false },
        { key: 'posts', label: t`Posts`, tone: '--ink2', values: values('posts'), adds: true },
        { key: 'comments', label: t`Comments`, tone: '--data-comments', values: values('comments'), adds: true },
        { key: 'likes', label: t`Likes`, tone: '--data-likes', values: values('likes'), adds: true },
        { key: 'reposts', label: t`Reposts`, tone: '--data-reposts', values: values('reposts'), adds: true },
        { key: 'registrations', label: t`New accounts`, tone: '--ink2', values: values('registrations'), adds: true },
      ],
    }
  }, [activity, t])
}
