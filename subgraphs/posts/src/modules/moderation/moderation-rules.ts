import type { AuthClient } from '@forum/auth-client'
import {
  authUnavailable,
  forbidden,
  type InvalidInput,
  isUuid,
  type NotAllowed,
  normalText,
  notAllowed,
  Problems,
  type Viewer,
} from '@forum/graphql-kit'
import type { Logger } from '@forum/service-kit'
import type { UserId } from '../../ids.ts'
import { isModerator } from '../visibility/visibility.ts'

/** What Auth knows: ranks, and the rules of the place. */
export type Standing = Pick<AuthClient, 'rankOf' | 'rule'>

export type Reason = { reason: string; ruleId: string | null }

const longestReason = 500
const ranks = ['USER', 'MODERATOR', 'ADMIN'] as const

/** @throws FORBIDDEN for who has no rank */
export function demandModerator(viewer: Viewer): void {
  if (!isModerator(viewer)) throw forbidden('Only moderators and admins may do that.')
}

/** Who may act upon whom, and with which reason. */
export class ModerationRules {
  readonly #deps: { standing: Standing; logger: Logger }

  constructor(deps: { standing: Standing; logger: Logger }) {
    this.#deps = deps
  }

  /** Nobody acts upon themselves, nor upon an equal or a higher rank. @throws AUTH_UNAVAILABLE */
  async refusal(viewer: Viewer, whomId: UserId): Promise<NotAllowed | null> {
    if (viewer.id === whomId) return notAllowed('Nobody acts upon themselves. Another moderator can.', 'ONESELF')
    // Of an account that is gone nothing is left to be above of.
    const rank = (await this.#ask(() => this.#deps.standing.rankOf(whomId))) ?? 'USER'
    if (ranks.indexOf(viewer.role) > ranks.indexOf(rank)) return null
    return notAllowed('This person has your rank or a higher one. An admin can act.', 'RANK')
  }

  /** A reason, which a rule of the place can give. @throws AUTH_UNAVAILABLE */
  async readReason(given: { reason: string; ruleId?: string | null | undefined }): Promise<Reason | InvalidInput> {
    const problems = new Problems()
    const ruleId = given.ruleId?.toLowerCase() ?? null
    const rule = ruleId !== null && isUuid(ruleId) ? await this.#ask(() => this.#deps.standing.rule(ruleId)) : null
    problems.check(
      ruleId === null || rule !== null,
      ['ruleId'],
      'RULE_NOT_FOUND',
      'There is no such rule. Read the rules again.',
    )
    const reason = readText(given.reason) || (rule?.title ?? '')
    problems.check(
      reason !== '' && isShort(reason),
      ['reason'],
      'REASON_LENGTH',
      `Give a reason of 1 to ${longestReason} characters, or name a rule.`,
    )
    return problems.outcome() ?? { reason, ruleId }
  }

  async #ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    try {
      return await question()
    } catch (error) {
      this.#deps.logger.warn({ err: error }, 'no answer from Auth about a rank or a rule')
      throw authUnavailable()
    }
  }
}

/** A reason that may be left out. */
export function readOptionalReason(given: string | null | undefined): Reason | InvalidInput {
  const reason = readText(given ?? '')
  const problems = new Problems()
  problems.check(isShort(reason), ['reason'], 'REASON_LENGTH', `A reason has at most ${longestReason} characters.`)
  return problems.outcome() ?? { reason, ruleId: null }
}

const readText = (given: string): string =>
  normalText(given.trim(), longestReason).toWellFormed().replaceAll('\u0000', '')
const isShort = (text: string): boolean => [...text].length <= longestReason
