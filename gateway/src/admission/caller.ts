import type { Viewer } from '@forum/graphql-kit'
import { currentTraceParent, internalHeaders } from '@forum/service-kit'
import type { SessionMutation } from './session-mutation.ts'

export type CallerParts = {
  gatewaySecret: string
  requestId: string
  /** Its name where that is one of the web app's; what others call theirs is `other`. */
  operation: string
  traceParent: string
  clientAddress: string
  userAgent: string
  /** Id of a valid visitor cookie that came with the request. */
  visitorId: string | null
  viewer: Viewer | null
  /** The token to forward; with logout as it came. */
  accessToken: string | null
  refreshCookie: string | null
  deviceCookie: string | null
  sessionMutation: SessionMutation | null
  isMutation: boolean
  /** Aborted when the client goes away before its answer. */
  gone: AbortSignal
  /** Passes a cookie of Auth's on to the client. */
  setCookie: (cookie: string) => void
}

const alone = (): number => 1

/** Who asks, as admission found out, and what is forwarded of them. */
export class Caller {
  readonly #parts: CallerParts
  #accessToken: string | null
  readonly #waiting: () => number
  /** The code of the first error of the answer, once there is one. */
  errorCode: string | null = null

  constructor(parts: CallerParts, waiting = alone) {
    this.#parts = parts
    this.#waiting = waiting
    this.#accessToken = ['register', 'login', 'refreshSession'].includes(parts.sessionMutation ?? '')
      ? null
      : parts.accessToken
  }

  get requestId(): string {
    return this.#parts.requestId
  }

  get traceParent(): string {
    return this.#parts.traceParent
  }

  get operation(): string {
    return this.#parts.operation
  }

  /** Whose work it is, for who shares the event loop out. */
  get sender(): string {
    return this.#parts.viewer?.id ?? this.#parts.clientAddress
  }

  get isMutation(): boolean {
    return this.#parts.isMutation
  }

  /** Aborted when nobody waits for what a query reads any more. A mutation is finished, whoever waits. */
  get abandoned(): AbortSignal | null {
    return this.#parts.isMutation ? null : this.#parts.gone
  }

  /** Whether it presents nothing that says who it is, and changes nothing: what it reads is what everybody without an account reads. */
  get isGuest(): boolean {
    const { viewer, accessToken, refreshCookie, sessionMutation, isMutation } = this.#parts
    return !viewer && accessToken === null && refreshCookie === null && sessionMutation === null && !isMutation
  }

  /** How many wait for what it asks: itself, and guests who asked for the same meanwhile. */
  get waiting(): number {
    return this.#waiting()
  }

  /** One guest who asks for several: `gone` when the last of them is. */
  forGuests(gone: AbortSignal, waiting: () => number): Caller {
    return new Caller({ ...this.#parts, gone }, waiting)
  }

  get viewer(): Viewer | null {
    return this.#parts.viewer
  }

  /** The headers of a request to a subgraph: the auth context, and to Auth alone the cookies that are its business. */
  headersFor(subgraph: string): Record<string, string> {
    const { gatewaySecret, requestId, operation, traceParent } = this.#parts
    return {
      'content-type': 'application/json',
      accept: 'application/json',
      [internalHeaders.gatewaySecret]: gatewaySecret,
      [internalHeaders.requestId]: requestId,
      [internalHeaders.operation]: operation,
      [internalHeaders.traceParent]: currentTraceParent() ?? traceParent,
      // What is read depends on none of it, and guests share their reads.
      ...(this.#parts.isMutation ? this.#headersOfClient() : {}),
      ...(this.#accessToken ? { authorization: `Bearer ${this.#accessToken}` } : {}),
      ...(subgraph === 'auth' ? this.#headersForAuth() : {}),
    }
  }

  /** Takes what only Auth may give: cookies for the client, and the token that counts for the rest of the operation. */
  takeFromAuth(headers: Readonly<Record<string, string | string[] | undefined>>): void {
    if (!this.#parts.sessionMutation) return
    const cookies = headers['set-cookie']
    for (const cookie of Array.isArray(cookies) ? cookies : cookies ? [cookies] : []) this.#parts.setCookie(cookie)
    const token = headers[internalHeaders.newAccessToken]
    if (typeof token === 'string' && token !== '') this.#accessToken = token
  }

  #headersOfClient(): Record<string, string> {
    const { clientAddress, userAgent, visitorId } = this.#parts
    return {
      [internalHeaders.clientAddress]: clientAddress,
      [internalHeaders.userAgent]: userAgent,
      ...(visitorId ? { [internalHeaders.visitor]: visitorId } : {}),
    }
  }

  #headersForAuth(): Record<string, string> {
    const { sessionMutation: name, refreshCookie, deviceCookie } = this.#parts
    if (!name) return {}
    const refresh = name === 'refreshSession' || name === 'logout' ? refreshCookie : null
    const device = name === 'register' || name === 'login' ? deviceCookie : null
    return {
      [internalHeaders.sessionMutation]: name,
      ...(refresh ? { [internalHeaders.refreshCookie]: refresh } : {}),
      ...(device ? { [internalHeaders.deviceCookie]: device } : {}),
    }
  }
}
