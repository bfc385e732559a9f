import type { Sql } from '@forum/postgres'
import type { Addressed, MailFiles } from './mail-files.ts'
import type { DueMail, MailRepository, NewMail } from './mail-repository.ts'

/** The mails that wait. Whatever causes one writes it in its own transaction; the worker sends it after the commit. */
export class MailService {
  readonly #mails: MailRepository
  readonly #files: MailFiles | undefined
  #hasWritten = false

  /** @param files where mails are files */
  constructor(mails: MailRepository, files?: MailFiles) {
    this.#mails = mails
    this.#files = files
  }

  /** `dedupeKey`: lower-case letters, digits, dots and dashes; the same cause makes the same one. */
  async write(tx: Sql, mail: NewMail): Promise<void> {
    await this.#mails.add(tx, mail)
    this.#hasWritten = true
  }

  /** False when somebody else has the mail by now. */
  replaceData(tx: Sql, mail: DueMail, data: object, expiresAt: Date): Promise<boolean> {
    return this.#mails.replaceData(tx, mail, data, expiresAt)
  }

  /** Whether a mail was written since this was asked last: then a commit may have made one due. */
  takeNews(): boolean {
    const hasWritten = this.#hasWritten
    this.#hasWritten = false
    return hasWritten
  }

  /** Deletes what waits for an account. */
  erase(tx: Sql, accountId: string): Promise<void> {
    return this.#mails.deleteWaitingFor(tx, accountId)
  }

  /** Deletes the files of the mails that went to an account. */
  async eraseFilesOf(account: Addressed): Promise<void> {
    await this.#files?.eraseOf(account)
  }
}
