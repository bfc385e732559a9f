import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, readFileSync, statSync } from 'node:fs'
import { EmbeddedError } from '../embedded-error.ts'
import type { Log } from '../log.ts'

export type SystemUser = { uid: number; gid: number }

/** Whom Postgres runs as: the system user `postgres` (made when absent) for root, whom it refuses, else null, the caller. Throws EmbeddedError. */
export function postgresUser(logger: Log): SystemUser | null {
  if (process.getuid?.() !== 0) return null
  return lookUpUser() ?? createUser(logger)
}

/** Closes a folder to everybody but its owner, and lets whom Postgres runs as pass through it to what is theirs. */
export function admitPostgres(directory: string, logger: Log): void {
  const user = postgresUser(logger)
  if (user) chownSync(directory, statSync(directory).uid, user.gid)
  chmodSync(directory, user ? 0o710 : 0o700)
}

function createUser(logger: Log): SystemUser {
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

function lookUpUser(): SystemUser | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('postgres:'))
  if (!line) return null
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
