import { internalHeaders } from '@forum/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { authUnavailable, type UnauthenticatedReason, unauthenticated } from './errors.ts'
import type { Viewer } from './viewer.ts'

/** What a verifier says of an access token; packages/auth-client's Verdict is one. */
export type ViewerVerdict =
  | {
      status: 'valid'
      userId: string
      handle: string
      role: Viewer['role']
      sessionId: string
      scopes: readonly string[]
    }
  | { status: 'invalid'; reason: Exclude<UnauthenticatedReason, 'NO_CREDENTIAL'> }
  | { status: 'unavailable' }

/** Who can say whose an access token is: an AuthClient, or Auth's own tokens. */
export type ViewerVerifier = { verify(token: string): Promise<ViewerVerdict> }

/** One request of the gateway to a subgraph, read and verified. */
export type SubgraphRequest = {
  /** Who asks, verified here; null is anonymous. */
  viewer: Viewer | null
  /** The bearer token as it came. With sessionMutation 'logout' it was not verified. */
  accessToken: string | null
  requestId: string
  clientAddress: string
  /** Id of the signed visitor cookie that came with the request. */
  visitorId: string | null
  userAgent: string
  /** Auth only: the session mutation that this operation is. */
  sessionMutation: string | null
  headers: Readonly<FastifyRequest['headers']>
  /** Adds a header to the answer to the gateway; `set-cookie` may be given several times. */
  replyHeader(name: string, value: string): void
}

/**
 * Reads the forwarded auth context. The token is verified here, never believed.
 *
 * @throws UNAUTHENTICATED with its reason, or AUTH_UNAVAILABLE, which refuse the whole request
 */
export async function readSubgraphRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  verifier: ViewerVerifier,
): Promise<SubgraphRequest> {
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const accessToken = /^Bearer (.+)$/i.exec(header('authorization') ?? '')?.[1] ?? null
  const sessionMutation = header(internalHeaders.sessionMutation)
  return {
    viewer: accessToken && sessionMutation !== 'logout' ? await verifiedViewer(verifier, accessToken) : null,
    accessToken,
    requestId: request.id,
    clientAddress: header(internalHeaders.clientAddress) ?? request.ip,
    visitorId: header(internalHeaders.visitor),
    userAgent: header(internalHeaders.userAgent) ?? '',
    sessionMutation,
    headers: request.headers,
    replyHeader: (name, value) => void reply.header(name, value),
  }
}

async function verifiedViewer(verifier: ViewerVerifier, token: string): Promise<Viewer> {
  const verdict = await verifier.verify(token)
  if (verdict.status === 'unavailable') throw authUnavailable(503)
  if (verdict.status === 'invalid') throw unauthenticated(verdict.reason, 401)
  const { userId, handle, role, sessionId, scopes } = verdict
  return { id: userId, handle, role, sessionId, scopes }
}
