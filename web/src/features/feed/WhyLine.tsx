import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import styles from './feed.module.css'
import type { FeedQuery } from './generated/feed.ts'

export type Why = NonNullable<NonNullable<FeedQuery['feed']>['edges'][number]['why']>

/** Why Hot or Top ranks a post: "41 likes and 12 comments by 38 people in the last two days". */
export function WhyLine({ why: { likes, comments, reposts, people, hours } }: { why: Why }) {
  const { t, i18n } = useLingui()
  const counts = [
    likes > 0 && t`${plural(likes, { one: '# like', other: '# likes' })}`,
    comments > 0 && t`${plural(comments, { one: '# comment', other: '# comments' })}`,
    reposts > 0 && t`${plural(reposts, { one: '# repost', other: '# reposts' })}`,
  ].filter((word) => word !== false)
  const list = new Intl.ListFormat(i18n.locale).format(counts)
  // A like is one person's: of likes alone it goes without saying.
  const done = comments + reposts > 0 ? t`${list} by ${plural(people, { one: '# person', other: '# people' })}` : list
  const within: Record<number, string> = {
    0: done,
    24: t`${done} in the last day`,
    48: t`${done} in the last two days`,
    168: t`${done} in the last week`,
    720: t`${done} in the last month`,
    8760: t`${done} in the last year`,
  }
  return (
    <p className={styles.reposted}>
      {within[hours] ?? t`${done} in the last ${plural(hours, { one: '# hour', other: '# hours' })}`}
    </p>
  )
}
