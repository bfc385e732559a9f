import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildMessage } from './build-message.ts'
import type { MailDelivery, OutgoingMail } from './mail-delivery.ts'

/** Where there is no mail server: each mail is a file that mail programs open, named by its time and reason, readable by its owner alone. */
export class FileDelivery implements MailDelivery {
  readonly #directory: string

  constructor(directory: string) {
    this.#directory = directory
  }

  async deliver(mail: OutgoingMail): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 })
    const [key = mail.messageId] = mail.messageId.split('@')
    // The key is letters, digits, dots and dashes: the table demands it.
    const file = join(this.#directory, `${new Date().toISOString().replaceAll(':', '-')}-${key}.eml`)
    const partial = `${file}.part`
    await writeFile(partial, await buildMessage(mail), { mode: 0o600 })
    await rename(partial, file)
  }
}
