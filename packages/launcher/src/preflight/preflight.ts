import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StartError } from '@forum/service-kit'
import { givenKafka, portIn, repository, type Settings } from '../settings/settings.ts'
import { reachClickHouse, reachKafka, reachPostgres } from './external-stores.ts'
import { checkPort } from './ports.ts'

const wantedBytes = 1024 ** 3

/** Everything that can be known to fail before anything is started. Throws StartError: one sentence, with the way out. */
export async function preflight(settings: Settings): Promise<void> {
  if (settings.EXPORTS_DIR) checkFolder(resolve(repository, settings.EXPORTS_DIR), 'EXPORTS_DIR')
  checkDisk(settings.dataDirectory, freeBytes(settings.dataDirectory))
  await checkPort('PORT', settings.HOST, settings.PORT)
  for (const variable of ['AUTH_URL', 'POSTS_URL', 'STATS_URL', 'AUTH_GRPC_URL', 'POSTS_GRPC_URL'] as const) {
    const address = settings[variable]
    if (address) await checkPort(variable, '127.0.0.1', portIn(address), address)
  }
  const { AUTH_DATABASE_URL, POSTS_DATABASE_URL, STATS_DATABASE_URL, CLICKHOUSE_URL } = settings
  await Promise.all([
    reachPostgres('AUTH_DATABASE_URL', AUTH_DATABASE_URL),
    reachPostgres('POSTS_DATABASE_URL', POSTS_DATABASE_URL),
    reachPostgres('STATS_DATABASE_URL', STATS_DATABASE_URL),
    reachKafka(givenKafka(settings)),
    reachClickHouse(CLICKHOUSE_URL),
  ])
}

/** Makes the folder that a variable names. Throws StartError when it cannot be written. */
export function checkFolder(directory: string, variable = 'FORUM_DATA_DIR'): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    accessSync(directory, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StartError(
      `${variable}: cannot write to ${directory}. Give yourself the right to, or set it to a folder of yours.`,
      { cause: error },
    )
  }
}

/** Less than 1 GB is too little for a first start's databases and logs. */
export function checkDisk(directory: string, free: number): void {
  if (free >= wantedBytes) return
  const megabytes = Math.floor(free / 1024 ** 2)
  throw new StartError(
    `Only ${megabytes} MB are free at ${directory}, and Social Forum needs 1 GB. Free some, or set FORUM_DATA_DIR to a folder on another disk.`,
  )
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory)
  return bavail * bsize
}
