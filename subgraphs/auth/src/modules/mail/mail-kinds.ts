import type { Language, MailContent } from './mail-content.ts'
import type { DueMail } from './mail-repository.ts'

export type { DueMail } from './mail-repository.ts'

/** A mail that is still right, with whom it goes to. */
export type PreparedMail = { accountId: string; to: string; language: Language; content: MailContent }

/** Why a mail is not sent after all: a word for the metrics. */
export type DroppedMail = { dropped: string }

/**
 * Writes a mail of one kind when it is about to be sent, from how things stand then: who has the address, how the account stands, whether the link
 * is still good.
 */
export type PrepareMail = (mail: DueMail) => Promise<PreparedMail | DroppedMail>

export const dropped = (reason: string): DroppedMail => ({ dropped: reason })
