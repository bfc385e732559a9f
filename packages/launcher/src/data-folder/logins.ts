import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'

const login = z.object({ login: z.string(), password: z.string() })
const schema = z.object({
  demo: login,
  admin: login,
  made: z.object({ admin: z.boolean(), demo: z.boolean(), seed: z.boolean() }),
})

/** The two first accounts of a data folder, and how far its first start came. */
export type Logins = z.output<typeof schema>

/** Read or made; kept in logins.json, which only its owner may read (`npm run seed` reads the admin's from there). */
export function loginsOf(dataDirectory: string): Logins {
  const kept = readPrivate(fileOf(dataDirectory), schema)
  if (kept) return kept
  const logins: Logins = {
    demo: { login: 'demo', password: newPassword() },
    admin: { login: 'admin', password: newPassword() },
    made: { admin: false, demo: false, seed: false },
  }
  keepLogins(dataDirectory, logins)
  return logins
}

export const keepLogins = (dataDirectory: string, logins: Logins): void => writePrivate(fileOf(dataDirectory), logins)

const fileOf = (dataDirectory: string) => join(dataDirectory, 'logins.json')
const newPassword = () => randomBytes(12).toString('base64url')
