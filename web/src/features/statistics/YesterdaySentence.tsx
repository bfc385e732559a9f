import { useQuery } from '@apollo/client/react'
import { Plural, Trans } from '@lingui/react/macro'
import { useOpenedAt } from '../../browser/hydration.ts'
import { type DaySentence, daySentence } from './day-sentence.ts'
import { lastDays } from './days.ts'
import { YesterdayDocument } from './generated/statistics.ts'
import styles from './statistics.module.css'
import { useTimezone } from './use-timezone.ts'

/** The page's first words, built from the numbers of the last whole day. */
export function YesterdaySentence() {
  const timezone = useTimezone()
  const range = lastDays(3, useOpenedAt(), timezone)
  const { data, previousData, loading } = useQuery(YesterdayDocument, { variables: { ...range, timezone } })
  const activity = (data ?? previousData)?.activity
  const sentence = activity ? daySentence(activity.points) : null
  if (loading && !activity) return <p className={styles.sentence} />
  if (!sentence) return null
  return (
    <p className={styles.sentence}>
      <Sentence sentence={sentence} />
    </p>
  )
}

function Sentence({ sentence }: { sentence: DaySentence }) {
  switch (sentence.kind) {
    case 'nobody':
      return <Trans>Yesterday nobody read or wrote here.</Trans>
    case 'read-only':
      return (
        <Trans>
          Yesterday posts were read <Plural value={sentence.views} one="# time" other="# times" />, and nobody wrote.
        </Trans>
      )
    case 'written':
      return (
        <>
          <Trans>
            Yesterday <Plural value={sentence.people} one="# person was here" other="# people were here" />; they wrote{' '}
            <Plural value={sentence.posts} one="# post" other="# posts" /> and{' '}
            <Plural value={sentence.comments} one="# comment" other="# comments" />, and posts were read{' '}
            <Plural value={sentence.views} one="# time" other="# times" />.
          </Trans>{' '}
          {sentence.change === 'more' && <Trans>More people than the day before.</Trans>}
          {sentence.change === 'fewer' && <Trans>Fewer people than the day before.</Trans>}
          {sentence.change === 'as-many' && <Trans>About as many people as the day before.</Trans>}
        </>
      )
  }
}
