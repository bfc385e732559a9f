import type { SubgraphRequest } from '@forum/graphql-kit'
import { internalHeaders } from '@forum/service-kit'
import { SessionDelivery } from './session-delivery.ts'

/** Who is at the other end of a session mutation, as far as it is known before anything is verified. */
export type Caller = {
  requestId: string
  address: string
  userAgent: string
  accessToken: string | null
  refreshCookie: string | null
  deviceCookie: string | null
  delivery: SessionDelivery
}

export function callerOf(request: SubgraphRequest, publicUrl: string): Caller {
  const header = (name: string): string | null => {
    const value = request.headers[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  return {
    requestId: request.requestId,
    address: request.clientAddress,
    userAgent: request.userAgent,
    accessToken: request.accessToken,
    refreshCookie: header(internalHeaders.refreshCookie),
    deviceCookie: header(internalHeaders.deviceCookie),
    delivery: new SessionDelivery({ publicUrl, replyHeader: (name, value) => request.replyHeader(name, value) }),
  }
}
