import { type InvalidInput, normalText, Problems } from '@forum/graphql-kit'
import type { Account } from '../accounts/account-service.ts'
import type { Rule } from '../site/site-service.ts'

const longestReason = 500
const dayMs = 24 * 60 * 60 * 1_000
/** Of moderators, in days. */
const longestDays = 30
const longestYears = 100
/** A caller's clock may be ahead of ours, in milliseconds: its thirty days are thirty days. */
const clockSlackMs = 5 * 60 * 1_000

export type Wish = { until: Date | null; reason: string }

/** What is asked for, in order, or what is wrong with it. `rule`: the one that was named; null when it is nobody's. */
export function readWish(
  given: { until?: Date | null | undefined; reason: string },
  rule: Rule | null | undefined,
  now: Date,
): Wish | InvalidInput {
  const until = given.until ?? null
  const written = normalText(given.reason.trim(), longestReason)
  const reason = written === '' && rule ? rule.title : written
  const problems = new Problems()
  problems.check(
    reason.length > 0 && [...reason].length <= longestReason,
    ['reason'],
    'REASON_LENGTH',
    `A suspension has a reason of 1 to ${longestReason} characters, or names a rule.`,
  )
  problems.check(rule !== null, ['ruleId'], 'RULE_NOT_FOUND', 'There is no such rule. Read the rules again.')
  problems.check(
    until === null || (until > now && until.getTime() < now.getTime() + longestYears * 365 * dayMs),
    ['until'],
    'UNTIL_RANGE',
    `A suspension ends in the future, within ${longestYears} years. Leave \`until\` out for one without an end.`,
  )
  return problems.outcome() ?? { until, reason }
}

/** Whether it is longer than moderators may give, or change. */
export const isLong = (until: Date | null, from: Date): boolean =>
  until === null || until.getTime() - from.getTime() > longestDays * dayMs + clockSlackMs

const ranks = ['USER', 'MODERATOR', 'ADMIN'] as const

/** Nobody acts upon an equal or a higher rank. */
export const isAbove = (actor: Account['role'], whom: Account['role']): boolean =>
  ranks.indexOf(actor) > ranks.indexOf(whom)
