import { useQuery } from '@apollo/client/react'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { outageOf } from '../../api/outage.ts'
import type { PostMetric, UserMetric, Window } from '../../generated/schema.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Away } from '../../ui/Away.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Lines } from '../../ui/Lines.tsx'
import { PersonLink } from '../people/PersonLink.tsx'
import { RankingsDocument } from './generated/statistics.ts'
import { RankingTable } from './RankingTable.tsx'
import styles from './statistics.module.css'
import { useLastAnswer } from './use-last-answer.ts'

const windows: readonly Window[] = ['DAY', 'WEEK', 'MONTH', 'YEAR', 'ALL']
const peopleBy: readonly UserMetric[] = ['LIKES_RECEIVED', 'VIEWS_RECEIVED', 'POSTS', 'COMMENTS', 'FOLLOWERS']
const postsBy: readonly PostMetric[] = ['VIEWS', 'UNIQUE_VIEWERS', 'LIKES', 'COMMENTS', 'REPOSTS']

/** The ten most of each; equal numbers share a rank. */
export function Rankings() {
  const { t } = useLingui()
  const [params, setParams] = useSearchParams()
  const windowChoice = pick(windows, params.get('window'), 'MONTH')
  const people = pick(peopleBy, params.get('people'), 'LIKES_RECEIVED')
  const posts = pick(postsBy, params.get('posts'), 'VIEWS')
  const { data, previousData, error, loading } = useQuery(RankingsDocument, {
    variables: { window: windowChoice, people, posts },
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const before = data ?? (loading ? previousData : null)
  const topPosts = useLastAnswer(before?.topPosts, `${posts} ${windowChoice}`, loading)
  const topUsers = useLastAnswer(before?.topUsers, `${people} ${windowChoice}`, loading)
  const outage = outageOf(error)

  const windowWords: Record<Window, string> = {
    DAY: t`the last day`,
    WEEK: t`the last week`,
    MONTH: t`the last month`,
    YEAR: t`the last year`,
    ALL: t`all time`,
  }
  const peopleWords: Record<UserMetric, string> = {
    LIKES_RECEIVED: t`likes received`,
    VIEWS_RECEIVED: t`views received`,
    POSTS: t`posts`,
    COMMENTS: t`comments`,
    FOLLOWERS: t`followers`,
  }
  const postWords: Record<PostMetric, string> = {
    VIEWS: t`views`,
    UNIQUE_VIEWERS: t`readers`,
    LIKES: t`likes`,
    COMMENTS: t`comments`,
    REPOSTS: t`reposts`,
  }
  const choose = (name: string) => (value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before)
        next.set(name, value)
        return next
      },
      { replace: true, preventScrollReset: true },
    )

  return (
    <section aria-labelledby="rankings" className={styles.section}>
      <h2 id="rankings">
        <Trans>Rankings</Trans>
      </h2>
      <div className={styles.period}>
        <Choice
          label={t`In`}
          value={windowChoice}
          options={optionsOf(windows, windowWords)}
          onChoose={choose('window')}
        />
      </div>
      <div className={styles.by}>
        <span aria-hidden="true">
          <Trans>Posts by</Trans>
        </span>
        <Choice label={t`Posts by`} value={posts} options={optionsOf(postsBy, postWords)} onChoose={choose('posts')} />
      </div>
      {topPosts ? (
        <RankingTable
          name={`posts-${posts.toLowerCase()}`}
          caption={t`Posts by ${postWords[posts]}`}
          unit={postWords[posts]}
          rows={topPosts.items.map(({ rank, value, post }) => ({
            rank,
            value,
            key: post?.id ?? `${rank}`,
            text: post?.title ?? '',
            content: post ? (
              <AppLink to={`/p/${post.id}`}>{post.title}</AppLink>
            ) : (
              <Trans>a post that cannot be shown</Trans>
            ),
          }))}
        />
      ) : (
        <NotHere loading={loading} error={error}>
          <Trans>The ranking of posts is not available at the moment.</Trans>
        </NotHere>
      )}
      <div className={styles.by}>
        <span aria-hidden="true">
          <Trans>People by</Trans>
        </span>
        <Choice
          label={t`People by`}
          value={people}
          options={optionsOf(peopleBy, peopleWords)}
          onChoose={choose('people')}
        />
      </div>
      {topUsers ? (
        <RankingTable
          name={`people-${people.toLowerCase()}`}
          caption={t`People by ${peopleWords[people]}`}
          unit={peopleWords[people]}
          rows={topUsers.items.map(({ rank, value, user }) => ({
            rank,
            value,
            key: user?.id ?? `${rank}`,
            text: user?.handle ?? '',
            content: <PersonLink person={user} away={outage.of('user')} />,
          }))}
        />
      ) : (
        <NotHere loading={loading} error={error}>
          <Trans>The ranking of people is not available at the moment.</Trans>
        </NotHere>
      )}
    </section>
  )
}

/** The place of a ranking that is still to come, or does not. */
function NotHere({ loading, error, children }: { loading: boolean; error: unknown; children: ReactNode }) {
  return loading ? <Lines rows={3} /> : <Away error={error}>{children}</Away>
}

function optionsOf<T extends string>(values: readonly T[], words: Record<T, string>) {
  return values.map((value) => ({ value, word: words[value] }))
}

function pick<T extends string>(options: readonly T[], text: string | null, usual: T): T {
  return options.find((option) => option === text) ?? usual
}
