import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { resolve } from 'node:path'
import { StartError } from '@forum/service-kit'
import { reachClickHouse, reachKafka, reachPostgres } from './external-stores.ts'
import { portIn, repository, type Settings } from './settings.ts'

const wantedBytes = 1024 ** 3

/** Everything that can be known to fail before anything is started. Throws StartError: one sentence, with the way out. */
export async function preflight(settings: Settings): Promise<void> {
  if (settings.EXPORTS_DIR) checkFolder(resolve(repository, settings.EXPORTS_DIR), 'EXPORTS_DIR')
  checkDisk(settings.dataDirectory, freeBytes(settings.dataDirectory))
  await checkPort('PORT', settings.HOST, settings.PORT)
  for (const variable of ['AUTH_URL', 'POSTS_URL', 'STATS_URL', 'AUTH_GRPC_URL'] as const) {
    const address = settings[variable]
    if (address) await checkPort(variable, '127.0.0.1', portIn(address), address)
  }
  const { AUTH_DATABASE_URL, POSTS_DATABASE_URL, STATS_DATABASE_URL, KAFKA_BROKERS, CLICKHOUSE_URL } = settings
  await Promise.all([
    reachPostgres('AUTH_DATABASE_URL', AUTH_DATABASE_URL),
    reachPostgres('POSTS_DATABASE_URL', POSTS_DATABASE_URL),
    reachPostgres('STATS_DATABASE_URL', STATS_DATABASE_URL),
    reachKafka(KAFKA_BROKERS),
    reachClickHouse(CLICKHOUSE_URL),
  ])
}

/** Makes the folder that a variable names. Throws StartError when it cannot be written. */
export function checkFolder(directory: string, variable = 'FORUM_DATA_DIR'): void {
  try {
    mkdirSync(directory, { recursive: true })
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

/** Throws StartError when something else listens on the port that a variable names, by itself or in an address. */
export async function checkPort(variable: string, host: string, port: number, address = String(port)): Promise<void> {
  const failure = await portFailure(host, port)
  if (!failure) return
  const another = (other: number) => `${variable}=${address.replace(String(port), String(other))}`
  const wayOut: Record<string, string> = {
    EADDRINUSE: `${variable}: ${port} is in use on ${host}. Stop the program that listens there, or choose another one: ${another(port + 1)} npm start.`,
    EACCES: `${variable}: ${port} needs rights that you do not have. Choose one above 1023, such as ${another(4000)}.`,
    EADDRNOTAVAIL: `HOST: ${host} is not an address of this machine. Set it to 127.0.0.1 for this machine only, or to 0.0.0.0 for all.`,
    ENOTFOUND: `HOST: ${host} is not known here. Set it to 127.0.0.1 for this machine only, or to 0.0.0.0 for all.`,
  }
  throw new StartError(
    wayOut[failure.code ?? ''] ??
      `${variable}: cannot listen on ${host}:${port} (${failure.message}). Choose another one.`,
  )
}

function portFailure(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}

/** The wished port where it is free, else any that is: for ports that nobody but the services themselves needs to know. */
export async function portNear(wished: number, freePort: () => Promise<number>): Promise<number> {
  return (await portFailure('127.0.0.1', wished)) ? freePort() : wished
}
