import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cleanUp } from './cleanup.ts'

/** The last migration of the old version, in each store. */
const lastOfOld = { auth: '0001', posts: '0003', stats: '0001', clickhouse: '0004' } as const

/** A folder with those of `directory` that the old version had. */
export async function oldMigrations(store: keyof typeof lastOfOld, directory: string): Promise<string> {
  const old = await mkdtemp(join(tmpdir(), 'forum-old-migrations-'))
  cleanUp(() => rm(old, { recursive: true }))
  for (const name of await readdir(directory))
    if (!/^\d{4}_/.test(name) || name.slice(0, 4) <= lastOfOld[store])
      await cp(join(directory, name), join(old, name), { recursive: true })
  return old
}
