import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { useParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PageTitle } from '../../ui/PageTitle.tsx'
import { PostNumbersDocument, type PostNumbersQuery } from '../post/generated/post.ts'
import { AsOf } from './AsOf.tsx'
import { PeriodChoice } from './PeriodChoice.tsx'
import { ReadingCount } from './ReadingCount.tsx'
import { SmallMultiples } from './SmallMultiples.tsx'
import type { Series } from './series.ts'
import styles from './statistics.module.css'
import { useLastAnswer } from './use-last-answer.ts'
import { usePeriod } from './use-period.ts'

type Day = NonNullable<NonNullable<NonNullable<PostNumbersQuery['post']>['stats']>['daily']>[number]

/** One post, day by day. */
export function PostStatisticsPage() {
  const { postId = '' } = useParams()
  const { t } = useLingui()
  const period = usePeriod()
  const { from, to, zone } = period
  const { data, previousData, error, loading, refetch } = useQuery(PostNumbersDocument, {
    variables: { id: postId, from, to, timezone: zone },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const answer = data ?? (loading ? previousData : null)
  const question = [from, to, zone].join(' ')
  const post = useLastAnswer(answer?.post, postId, loading)
  const stats = useLastAnswer(answer?.post?.stats, question, loading)
  const series = useDays(stats?.daily ?? null)

  if (!post) {
    if (loading) return <Lines rows={3} />
    return (
      <>
        <PageTitle title={t`Statistics of a post`} />
        {outageOf(error).any ? (
          <ErrorState error={error} onRetry={() => void refetch()}>
            <Trans>The post cannot be fetched at the moment.</Trans>
          </ErrorState>
        ) : (
          <EmptyState action={{ to: '/', label: t`To the feed` }}>
            <Trans>It was deleted, or it is its author's alone, or the address is not quite right.</Trans>
          </EmptyState>
        )}
      </>
    )
  }
  return (
    <div className={styles.page}>
      <div>
        <PageTitle title={t`A post day by day`} />
        <p className={styles.sentence}>
          <AppLink to={`/p/${postId}`}>{post.title}</AppLink>
          {stats && (
            <>
              {': '}
              {stats.views > 0 ? (
                <ReadingCount views={stats.views} people={stats.uniqueViewers} />
              ) : (
                <Trans>nobody has read it yet</Trans>
              )}
            </>
          )}
        </p>
      </div>
      <section className={styles.section} aria-label={t`Over time`}>
        <PeriodChoice period={period} steps={false} />
        {series && <SmallMultiples series={series} name={`post-${from}-${to}`} />}
        {stats && <AsOf at={stats.asOf} zone={zone} />}
        {!stats && !loading && (
          <ErrorState error={error} onRetry={() => void refetch()}>
            <Trans>The numbers of this post are not available at the moment.</Trans>
          </ErrorState>
        )}
      </section>
    </div>
  )
}

function useDays(days: Day[] | null): Series | null {
  const { t } = useLingui()
  return useMemo(() => {
    if (!days) return null
    const values = (key: 'views' | 'likes' | 'comments' | 'reposts') => days.map((day) => day[key])
    return {
      // A day is a date, not a moment: drawn at its noon in UTC, and named there.
      times: days.map(({ date }) => Date.parse(`${date}T12:00:00Z`)),
      complete: days.map(({ complete }) => complete),
      bucket: 'DAY',
      zone: 'UTC',
      metrics: [
        { key: 'views', label: t`Views`, tone: '--data-views', values: values('views'), adds: true },
        { key: 'likes', label: t`Likes`, tone: '--data-likes', values: values('likes'), adds: true },
        { key: 'comments', label: t`Comments`, tone: '--data-comments', values: values('comments'), adds: true },
        { key: 'reposts', label: t`Reposts`, tone: '--data-reposts', values: values('reposts'), adds: true },
      ],
    }
  }, [days, t])
}
