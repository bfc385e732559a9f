/** A mail as it leaves: addressed, rendered, with its id. */
export type OutgoingMail = {
  /** Without angle brackets; the same whenever this mail is sent again. */
  messageId: string
  accountId: string
  from: { name: string; address: string }
  to: string
  subject: string
  text: string
  html: string
  headers: Readonly<Record<string, string>>
}

/** Where mails go: a mail server, or a folder. */
export type MailDelivery = {
  /** Resolves when the other side has taken the mail. @throws MailRefused for what no repetition helps; anything else is tried again */
  deliver(mail: OutgoingMail): Promise<void>
}

/** The mail server will never take this mail. */
export class MailRefused extends Error {
  override readonly name = 'MailRefused'
  /** What it refuses: nobody has the address, or the mail itself. */
  readonly what: 'address' | 'message'
  readonly responseCode: number

  constructor(what: 'address' | 'message', responseCode: number) {
    super(`the mail server refuses the ${what} for good (${responseCode})`)
    this.what = what
    this.responseCode = responseCode
  }
}
