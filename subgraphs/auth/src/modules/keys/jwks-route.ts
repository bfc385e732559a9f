import type { FastifyInstance } from 'fastify'
import type { KeyRing } from './key-ring.ts'

/** GET /.well-known/jwks.json: the keys by which anybody can check our access tokens. */
export function registerJwks(app: FastifyInstance, keys: KeyRing): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    const jwks = await keys.jwks()
    return reply
      .header('cache-control', 'public, max-age=300')
      .type('application/jwk-set+json')
      .send(JSON.stringify(jwks))
  })
}
