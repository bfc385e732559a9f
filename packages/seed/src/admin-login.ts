import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ForumError, parseJson } from '@forum/forum-client'
import { z } from 'zod'

const loginsShape = z.object({ admin: z.object({ login: z.string(), password: z.string() }) })

/** The admin who seeds: from FORUM_ADMIN_LOGIN and FORUM_ADMIN_PASSWORD, else the one that the launcher keeps in its data folder. */
export async function findAdminLogin(environment = process.env): Promise<{ login: string; password: string }> {
  const { FORUM_ADMIN_LOGIN: login, FORUM_ADMIN_PASSWORD: password } = environment
  if (login && password) return { login, password }
  const path = join(environment.FORUM_DATA_DIR ?? '.forum', 'logins.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ForumError(
      `No admin login: ${reason}. Start the forum with "npm start" first, or set FORUM_ADMIN_LOGIN and FORUM_ADMIN_PASSWORD.`,
    )
  }
  const parsed = loginsShape.safeParse(parseJson(text))
  if (!parsed.success)
    throw new ForumError(
      `${path} is not the file that the launcher writes. Set FORUM_ADMIN_LOGIN and FORUM_ADMIN_PASSWORD instead.`,
    )
  return parsed.data.admin
}
