import { isSecureSite } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'

const nothingLoads = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** Headers of every answer. A route that gives a page sets a Content-Security-Policy of its own. */
export function registerSecurityHeaders(app: FastifyInstance, publicUrl: string): void {
  const always: Record<string, string> = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    // A page elsewhere may not pull an answer into its own process as an image or a script; CORS, where it is allowed, is not touched by it.
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'content-security-policy': nothingLoads,
    ...(isSecureSite(publicUrl) ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  }
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({ ...always, 'x-request-id': request.id })
  })
}
