import { chmodSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { admitPostgres } from '@forum/embedded'
import type { Logger } from '@forum/service-kit'
import { isOurs } from './data-folder.ts'

/** Postgres keeps others out of its data itself, or does not start. */
const postgresData = join('postgres', 'data')

export type CloseOptions = {
  /** Then root's Postgres, which runs as another user, may pass through. */
  holdsPostgres: boolean
  logger: Logger
}

/**
 * Takes from everybody but its owner what others may do with a data folder (0700, and 0600 for files), also what an earlier version left open.
 * FORUM_DATA_DIR may name a folder with other things in it: those, and the folder itself then, are left as they are.
 */
export function closeDataFolder(directory: string, { holdsPostgres, logger }: CloseOptions): void {
  const names = readdirSync(directory)
  for (const name of names.filter(isOurs)) close(directory, name)
  if (!names.every(isOurs)) return
  if (holdsPostgres) admitPostgres(directory, logger)
  else chmodSync(directory, 0o700)
}

function close(directory: string, name: string): void {
  const path = join(directory, name)
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  if ((stat.mode & 0o077) !== 0) chmodSync(path, stat.mode & 0o700)
  if (!stat.isDirectory() || path.endsWith(postgresData)) return
  for (const inside of readdirSync(path)) close(path, inside)
}
