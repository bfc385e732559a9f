import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'

export type { Email } from 'postal-mime'

/** The mails that were written into a folder, oldest first, read as mail programs read them. None where there is no folder yet. */
export async function readMails(directory: string): Promise<Email[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const mails = names.filter((name) => name.endsWith('.eml')).toSorted()
  return Promise.all(mails.map(async (name) => PostalMime.parse(await readFile(join(directory, name)))))
}

/** What stands behind the # of the first link of a mail. */
export function tokenIn({ text }: Pick<Email, 'text'>): string {
  const token = /#([\w-]{43})/.exec(text ?? '')?.[1]
  if (!token) throw new Error(`no link with a token in: ${text}`)
  return token
}
