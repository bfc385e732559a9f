import { join } from 'node:path'
import { env } from '@forum/service-kit'
import { z } from 'zod'

const builtWebApp = join(import.meta.dirname, '../../web/dist')

/** The gateway's environment. */
export const configSchema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port(),
  PUBLIC_URL: env.url(),
  SUBGRAPH_SECRET: env.secret(),
  VISITOR_SECRET: env.secret(),
  AUTH_URL: env.url(),
  POSTS_URL: env.url(),
  // Exports are read over a plain connection of their own (exports/raw-get.ts).
  STATS_URL: env.url().refine((url) => url.startsWith('http:'), {
    error: 'is not http. Set it to an http:// URL inside your network, such as http://127.0.0.1:4003.',
  }),
  AUTH_GRPC_URL: env.address(),
  AUTH_GRPC_SECRET: env.secret(),
  KAFKA_BROKERS: env.kafkaBrokers(),
  KAFKA_TOPIC_PREFIX: env.topicPrefix(),
  CORS_ORIGINS: env.list().default([]),
  TRUST_PROXY: env.text().default('off').transform(readTrustProxy),
  SANDBOX: env.flag().default(false),
  WEB_DIR: env.text().default(builtWebApp),
})
export type GatewayConfig = z.output<typeof configSchema>

/** Whose X-Forwarded-For is believed: nobody's, the nearest proxy's (on), that many proxies', or those at the given addresses. */
function readTrustProxy(value: string): false | number | string[] {
  if (/^(off|false|no|0)$/i.test(value)) return false
  if (/^(on|true|yes)$/i.test(value)) return 1
  if (/^\d+$/.test(value)) return Number(value)
  return value.split(',').map((address) => address.trim())
}
