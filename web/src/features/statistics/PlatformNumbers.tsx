import { useQuery } from '@apollo/client/react'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Margin } from '../../ui/Margin.tsx'
import { PlatformNumbersDocument } from './generated/statistics.ts'
import { RequestNumbers } from './RequestNumbers.tsx'
import styles from './statistics.module.css'

/** The forum as a whole, in the margin; for administrators also what the gateway was asked. */
export function PlatformNumbers() {
  const { t } = useLingui()
  const { data } = useQuery(PlatformNumbersDocument, {
    fetchPolicy: 'cache-and-network',
    nextFetchPolicy: 'cache-first',
  })
  const numbers = data?.platformStats
  if (!numbers) return null
  return (
    <>
      <Margin label={t`The whole forum`}>
        <div className={styles.margin}>
          <p>
            <Plural value={numbers.users} one="# account" other="# accounts" />
          </p>
          <p>
            <Plural value={numbers.posts} one="# post" other="# posts" />
          </p>
          <p>
            <Plural value={numbers.comments} one="# comment" other="# comments" />
          </p>
          <p>
            <Plural value={numbers.likes} one="# like" other="# likes" />
          </p>
          <p>
            <Plural value={numbers.reposts} one="# repost" other="# reposts" />
          </p>
          <p>
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
