import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { raise } from './clickhouse-error.ts'

/** Who may ask: the one user of this data folder. */
export type Credential = { user: string; password: string }

/** Throws AUTHENTICATION_FAILED unless a request carries the credential, in one of the two ways of ClickHouse's headers. */
export function demandCredential(request: IncomingMessage, wanted: Credential): void {
  const given = basic(request.headers.authorization) ?? {
    user: header(request, 'x-clickhouse-user') ?? '',
    password: header(request, 'x-clickhouse-key') ?? '',
  }
  // Both are compared, in the same time whatever is wrong.
  const isUser = isSame(given.user, wanted.user)
  const isPassword = isSame(given.password, wanted.password)
  if (!isUser || !isPassword)
    raise(
      'authenticationFailed',
      'Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)',
    )
}

function basic(authorization: string | undefined): Credential | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization ?? '') ?? []
  if (encoded === undefined) return undefined
  const [, user = '', password = ''] = /^([^:]*):([\s\S]*)$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  return { user, password }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted))
