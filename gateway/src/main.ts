import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createAuthClient } from '@forum/auth-client'
import { createBroker } from '@forum/events'
import { kafkaOf, runService } from '@forum/service-kit'
import { configSchema } from './config.ts'
import { createGateway } from './server.ts'

process.env.APOLLO_TELEMETRY_DISABLED ??= '1'

await runService({
  name: 'gateway',
  config: configSchema,
  start: async ({ config, logger, metrics, lifecycle }) => {
    const supergraphSdl = readFileSync(join(import.meta.dirname, '../../supergraph.graphql'), 'utf8')
    const verifier = createAuthClient({
      url: config.AUTH_GRPC_URL,
      secret: config.AUTH_GRPC_SECRET,
      service: 'gateway',
      logger,
      metrics,
    })
    lifecycle.onStop('auth client', () => verifier.close())
    const broker = createBroker({
      ...kafkaOf(config),
      clientId: 'gateway',
      logger,
    })
    lifecycle.onStop('broker', () => broker.close())
    const app = await createGateway({
      config,
      supergraphSdl,
      verifier,
      producer: broker.producer(),
      follow: (options) => broker.consumer(options),
      logger,
      metrics,
    })
    lifecycle.onStop('http server', () => app.close())
    await app.listen({ host: config.HOST, port: config.PORT })
  },
})
