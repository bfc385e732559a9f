import { createHmac, randomInt } from 'node:crypto'
import { type Clock, isSecureSite, networkOf, secretsEqual } from '@forum/service-kit'

const slotsAnHour = 60
const keptSeconds = 365 * 24 * 3600

export type VisitorCookieOptions = {
  secret: string
  publicUrl: string
  cookieName: string
  clock: Clock
  /** A number from 0 to 59. */
  randomSlot?: () => number
}

/**
 * The first-party cookie of anonymous readers. Nothing is kept: an id is made from the address, the UTC hour and one of 60 slots, so an
 * address cannot become more than 60 new visitors an hour, on however many replicas.
 */
export class VisitorCookies {
  readonly #options: Required<VisitorCookieOptions>

  constructor(options: VisitorCookieOptions) {
    this.#options = { randomSlot: () => randomInt(slotsAnHour), ...options }
  }

  /** The visitor id of a cookie that came with a request; null when it is not one of ours. */
  read(cookie: string | null): string | null {
    const [id, signature, ...rest] = (cookie ?? '').split('.')
    if (!id || !signature || rest.length > 0) return null
    return secretsEqual(signature, this.#sign(id)) ? id : null
  }

  /** A Set-Cookie value for a new visitor. */
  issue(address: string): string {
    const { publicUrl, cookieName, clock, randomSlot } = this.#options
    const hour = clock.now().toISOString().slice(0, 13)
    const id = asUuid(this.#hmac(`visitor ${networkOf(address)} ${hour} ${randomSlot()}`))
    const secure = isSecureSite(publicUrl) ? '; Secure' : ''
    return `${cookieName}=${id}.${this.#sign(id)}; Path=/; Max-Age=${keptSeconds}; HttpOnly; SameSite=Lax${secure}`
  }

  #sign(id: string): string {
    return this.#hmac(`signature ${id}`).toString('base64url')
  }

  #hmac(text: string): Buffer {
    return createHmac('sha256', this.#options.secret).update(text).digest()
  }
}

// RFC 9562, version 8: bits of one's own.
function asUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
