import { cookieNames, internalHeaders, isSecureSite, signedInMark } from '@forum/service-kit'
import type { SessionKind, SessionTokens } from '../../generated/graphql.ts'

export type OpenedSession = {
  sessionId: string
  userId: string
  accessToken: string
  accessExpiresAt: Date
  accessSeconds: number
  refreshToken: string
  refreshSeconds: number
}

export type Tokens = SessionTokens & { __typename?: 'SessionTokens' }

export type DeliveryOptions = { publicUrl: string; replyHeader: (name: string, value: string) => void }

const deviceSeconds = 400 * 24 * 60 * 60

/** Hands credentials over in one answer: cookies for a browser, the body for a program, and always the gateway's header. */
export class SessionDelivery {
  readonly #options: DeliveryOptions

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /** Gives what belongs into `tokens`: null for cookies. */
  deliver(kind: SessionKind, session: OpenedSession): Tokens | null {
    const { accessToken, accessExpiresAt, accessSeconds, refreshToken, refreshSeconds } = session
    this.#options.replyHeader(internalHeaders.newAccessToken, accessToken)
    if (kind === 'TOKENS') return { accessToken, refreshToken, expiresAt: accessExpiresAt }
    this.#setCookie('access', accessToken, accessSeconds)
    this.#setCookie('refresh', refreshToken, refreshSeconds)
    this.#setMark('1', refreshSeconds)
    return null
  }

  /** Takes the session's cookies back. */
  clear(): void {
    this.#setCookie('access', '', 0)
    this.#setCookie('refresh', '', 0)
    this.#setMark('', 0)
  }

  /** Lets the browser be known again at its next login. 400 days is the longest that browsers keep a cookie. */
  rememberDevice(value: string): void {
    this.#setCookie('device', value, deviceSeconds)
  }

  #setCookie(which: 'access' | 'refresh' | 'device', value: string, maxAge: number): void {
    this.#reply(`${cookieNames(this.#options.publicUrl)[which]}=${value}`, maxAge, ['HttpOnly'])
  }

  /** Tells scripts of the page that somebody is signed in, and nothing else: a page that was written for guests knows whom to ask about. */
  #setMark(value: string, maxAge: number): void {
    this.#reply(`${signedInMark}=${value}`, maxAge, [])
  }

  #reply(cookie: string, maxAge: number, access: readonly 'HttpOnly'[]): void {
    const { publicUrl, replyHeader } = this.#options
    const secure = isSecureSite(publicUrl) ? ['Secure'] : []
    replyHeader('set-cookie', [cookie, 'Path=/', `Max-Age=${maxAge}`, ...access, 'SameSite=Lax', ...secure].join('; '))
  }
}
