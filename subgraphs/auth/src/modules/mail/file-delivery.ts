import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildMessage } from './build-message.ts'
import type { MailDelivery, OutgoingMail } from './mail-delivery.ts'
import type { Addressed, MailFiles } from './mail-files.ts'

/** Where there is no mail server: each mail is a file that mail programs open, named by its time, whom it goes to, and its reason, readable by its owner alone. */
export class FileDelivery implements MailDelivery, MailFiles {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  async deliver(mail: OutgoingMail): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const [key = mail.messageId] = mail.messageId.split('@')
    // The key is letters, digits, dots and dashes: the table demands it.
    const file = join(this.#directory, `${new Date().toISOString().replaceAll(':', '-')}-${mail.accountId}-${key}.eml`)
    const partial = `${file}.part`
    await writeFile(partial, await buildMessage(mail), { mode: 0o600 })
    await rename(partial, file)
  }

  /** Grows with the files that there are: a folder is for a forum at home. */
  async eraseOf({ id, email }: Addressed): Promise<void> {
    const names = await readdir(this.#directory).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
      throw error
    })
    for (const name of names.filter((each) => each.endsWith('.eml')))
      if (name.includes(id) || (await isTo(join(this.#directory, name), email)))
        await rm(join(this.#directory, name), { force: true })
  }
}

async function isTo(file: string, email: string): Promise<boolean> {
  const [, to = ''] = /^To: (.*)$/im.exec(await readFile(file, 'utf8')) ?? []
  return to.toLowerCase().includes(email.toLowerCase())
}
