import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Margin } from '../../ui/Margin.tsx'
import { PlatformNumbersDocument } from './generated/statistics.ts'
import { RequestNumbers } from './RequestNumbers.tsx'
import styles from './statistics.module.css'
import { useLastAnswer } from './use-last-answer.ts'

/** The forum as a whole, in the margin; for administrators also what the gateway was asked. */
export function PlatformNumbers() {
  const { t } = useLingui()
  const { data, loading } = useQuery(PlatformNumbersDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const numbers = useLastAnswer(data?.platformStats, 'platform', loading)
  if (!numbers) return null
  return (
    <>
      <Margin label={t`The whole forum`}>
        <div className={styles.margin}>
          <p hidden={numbers.users === 0}>
            <Plural value={numbers.users} one="# account" other="# accounts" />
          </p>
          <p hidden={numbers.posts === 0}>
            <Plural value={numbers.posts} one="# post" other="# posts" />
          </p>
          <p hidden={numbers.comments === 0}>
            <Plural value={numbers.comments} one="# comment" other="# comments" />
          </p>
          <p hidden={numbers.likes === 0}>
            <Plural value={numbers.likes} one="# like" other="# likes" />
          </p>
          <p hidden={numbers.reposts === 0}>
            <Plural value={numbers.reposts} one="# repost" other="# reposts" />
          </p>
          <p hidden={numbers.views === 0}>
            <Plural value={numbers.views} one="# view" other="# views" />
          </p>
          <p className={styles.gap}>
            <Trans>People who were here:</Trans>
          </p>
          <p>
            <Plural value={numbers.dailyActiveUsers} one="# in the last day" other="# in the last day" />
          </p>
          <p>
            <Plural value={numbers.weeklyActiveUsers} one="# in the last 7 days" other="# in the last 7 days" />
          </p>
          <p>
            <Plural value={numbers.monthlyActiveUsers} one="# in the last 30 days" other="# in the last 30 days" />
          </p>
        </div>
      </Margin>
      {numbers.requests && <RequestNumbers requests={numbers.requests} />}
    </>
  )
}
