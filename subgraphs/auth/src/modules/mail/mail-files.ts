/** Whose mails are meant: by the account, and by its address, as files of before accounts were named in them. */
export type Addressed = { id: string; email: string }

/** Mails that are kept as files. */
export type MailFiles = {
  eraseOf(account: Addressed): Promise<void>
}
