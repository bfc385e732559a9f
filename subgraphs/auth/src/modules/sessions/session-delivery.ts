import { cookieNames, internalHeaders, isSecureSite } from '@forum/service-kit'
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
    return null
  }

  /** Takes both cookies back. */
  clear(): void {
    this.#setCookie('access', '', 0)
    this.#setCookie('refresh', '', 0)
  }

  /** Lets the browser be known again at its next login. 400 days is the longest that browsers keep a cookie. */
  rememberDevice(value: string): void {
    this.#setCookie('device', value, deviceSeconds)
  }

  #setCookie(which: 'access' | 'refresh' | 'device', value: string, maxAge: number): void {
    const { publicUrl, replyHeader } = this.#options
    const attributes = [
      'Path=/',
      `Max-Age=${maxAge}`,
      'HttpOnly',
      'SameSite=Lax',
      ...(isSecureSite(publicUrl) ? ['Secure'] : []),
    ]
    replyHeader('set-cookie', [`${cookieNames(publicUrl)[which]}=${value}`, ...attributes].join('; '))
  }
}
