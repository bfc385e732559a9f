import { type InvalidInput, Problems, type RateLimited, rateLimited, type Viewer } from '@forum/graphql-kit'
import type { AccountService } from '../accounts/account-service.ts'
import type { Language } from '../mail/mail-content.ts'
import type { RateLimiter } from '../rate-limits/rate-limiter.ts'
import { writesOf } from '../rate-limits/write-limit.ts'
import { checkTimezone, normalTimezone } from './settings-rules.ts'

export type SettingsDeps = { accounts: AccountService; limiter: RateLimiter }

export type SettingsInput = { language?: Language | null | undefined; timezone?: string | null | undefined }

type UpdateOutcome =
  | { __typename: 'UpdateSettingsSuccess'; viewer: { id: string; sessionId: string } }
  | InvalidInput
  | RateLimited

/** How the forum writes to somebody: the language and the clock of their mail. */
export class SettingsService {
  readonly #deps: SettingsDeps

  constructor(deps: SettingsDeps) {
    this.#deps = deps
  }

  async update(viewer: Viewer, input: SettingsInput): Promise<UpdateOutcome> {
    const { accounts, limiter } = this.#deps
    const timezone = input.timezone == null ? null : normalTimezone(input.timezone)
    const problems = new Problems()
    if (timezone !== null) checkTimezone(problems, timezone, ['timezone'])
    const refused = problems.outcome()
    if (refused) return refused
    const limit = await limiter.take([writesOf(viewer.id)])
    if (!limit.isAllowed) return rateLimited(limit.retryAfterSeconds)
    await accounts.transaction((tx) =>
      accounts.setSettings(tx, viewer.id, { language: input.language ?? null, timezone }),
    )
    return { __typename: 'UpdateSettingsSuccess', viewer: { id: viewer.id, sessionId: viewer.sessionId } }
  }
}
