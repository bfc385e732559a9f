import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { EmbeddedError } from '../embedded-error.ts'
import type { Log } from '../log.ts'
import { makingOf } from '../making.ts'
import { passwordOf } from '../password.ts'
import { demandFreePort } from '../ports.ts'
import { type ManagedCommand, ManagedProcess } from '../process/managed-process.ts'
import { endLeftover } from '../process/process-record.ts'
import { type RunningStore, runningStore, type StoreOptions } from '../stack/store.ts'
import { type PostgresHome, preparePostgresHome } from './home.ts'

/**
 * Starts Postgres 18 on 127.0.0.1 over `dataDirectory`, making the cluster (UTF-8, locale C.UTF-8, a random password) at the first start.
 * Resolves when it answers. Throws EmbeddedError with the way out.
 */
export async function startPostgres(options: StoreOptions & { maxConnections?: number }): Promise<RunningStore> {
  const { dataDirectory, port, logger, signal, maxConnections = 200 } = options
  await endLeftover('Postgres', dataDirectory, logger)
  await demandFreePort(port, 'Postgres')
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const home = preparePostgresHome(dataDirectory, logger)
  const password = passwordOf(dataDirectory)
  if (!existsSync(join(home.data, 'PG_VERSION'))) await createCluster(home, password, logger)

  const command: ManagedCommand = {
    label: 'Postgres',
    directory: dataDirectory,
    file: join(home.binaries, 'bin', 'postgres'),
    args: ['-D', home.data, ...settings({ port, max_connections: maxConnections })],
    cwd: home.data,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stopSignal: 'SIGINT',
    stopWithinMs: 10_000,
    ...(home.user ? { user: home.user } : {}),
  }
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`
  return runningStore(url, await startServer(command, url, signal))
}

const predecessorEndsWithinMs = 10_000
const predecessorIsThere = /lock file "postmaster.pid" already exists|pre-existing shared memory block/

/** Starts the server again while the processes of a killed one are still ending: Postgres refuses to run beside them. */
async function startServer(command: ManagedCommand, url: string, signal?: AbortSignal): Promise<ManagedProcess> {
  const deadline = performance.now() + predecessorEndsWithinMs
  for (;;) {
    try {
      // It may end as soon as it has started, which `start` says already.
      const store = await ManagedProcess.start(command)
      await store.whenReady(() => answers(url), 60_000, signal)
      return store
    } catch (error) {
      const mayPass = error instanceof EmbeddedError && predecessorIsThere.test(error.message)
      if (!mayPass || performance.now() > deadline) throw error
      await delay(100)
    }
  }
}

function settings(own: { port: number; max_connections: number }): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...own,
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** initdb works in a folder of its own, renamed when it is whole. */
async function createCluster(home: PostgresHome, password: string, logger: Log): Promise<void> {
  logger.info({ directory: home.data }, 'Postgres: making the cluster')
  const making = makingOf(home.data)
  const passwordFile = `${home.data}.password`
  rmSync(home.data, { recursive: true, force: true })
  mkdirSync(making, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (home.user) for (const path of [making, passwordFile]) chownSync(path, home.user.uid, home.user.gid)
  const args = [
    '-D',
    making,
    '-U',
    'postgres',
    '--pwfile',
    passwordFile,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ]
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  try {
    await promisify(execFile)(join(home.binaries, 'bin', 'initdb'), args, { cwd: '/', env, ...home.user })
    renameSync(making, home.data)
  } catch (error) {
    throw new EmbeddedError(
      `Postgres: cannot make the cluster (${error instanceof Error ? error.message : String(error)}).`,
    )
  } finally {
    for (const path of [making, passwordFile]) rmSync(path, { recursive: true, force: true })
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  client.on('error', () => {}) // a server that goes away while it starts is the same answer: not yet
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end()
  }
}
