import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import { z } from 'zod'
import type { AccountService, Addressee } from '../accounts/account-service.ts'
import { isReachable } from '../email/addresses.ts'
import { timeText } from '../mail/mail-content.ts'
import { dropped, type PrepareMail } from '../mail/mail-kinds.ts'
import type { MailService } from '../mail/mail-service.ts'
import { type NoticeKind, noticeKinds, noticeMails } from './security-notice-mails.ts'

export type { NoticeKind } from './security-notice-mails.ts'

export type NoticeDeps = { mails: MailService; clock: Clock }

export type Notice = {
  kind: NoticeKind
  /** How the account stood before what is told of: the address that it had. */
  to: Addressee
  /** Lower-case letters, digits and dashes: what happened, so that it is told once. */
  cause: string
  /** NEW_DEVICE: the program. */
  client?: string
}

const noticeData = z.object({ accountId: z.string(), to: z.string(), at: z.coerce.date(), client: z.string() })

/** Tells owners what was done to their account: at the address that was verified when it happened, since whoever did it may change it next. */
export class SecurityNotices {
  readonly #deps: NoticeDeps

  constructor(deps: NoticeDeps) {
    this.#deps = deps
  }

  /** In the transaction of what happened. Nobody is told at an address that they have not shown to be theirs. */
  async write(tx: Sql, { kind, to, cause, client = '' }: Notice): Promise<void> {
    if (!to.isVerified || !isReachable(to.email)) return
    await this.#deps.mails.write(tx, {
      dedupeKey: `${kind.toLowerCase().replaceAll('_', '-')}.${to.id}.${cause}`,
      kind,
      data: { accountId: to.id, to: to.email, at: this.#deps.clock.now().toISOString(), client },
      expiresAt: null,
    })
  }
}

/** Writes each kind of notice when it is sent, in the language that its owner has then. */
export function prepareNotices({
  accounts,
  publicUrl,
}: {
  accounts: AccountService
  publicUrl: string
}): Record<NoticeKind, PrepareMail> {
  const prepare =
    (kind: NoticeKind): PrepareMail =>
    async ({ data }) => {
      const { accountId, to, at, client } = noticeData.parse(data)
      const account = await accounts.addressee(accountId)
      if (!account || account.status === 'DELETED') return dropped('account ended')
      const { handle, language } = account
      const content = noticeMails[kind][language]({
        handle,
        at: timeText(at, account),
        client,
        url: `${publicUrl}/forgot-password`,
      })
      return { accountId, to, language, content }
    }
  return Object.fromEntries(noticeKinds.map((kind) => [kind, prepare(kind)])) as Record<NoticeKind, PrepareMail> // all of noticeKinds
}
