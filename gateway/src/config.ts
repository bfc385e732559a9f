import { isIP } from 'node:net'
import { join } from 'node:path'
import { env, kafkaSettings, operationsPort } from '@forum/service-kit'
import { z } from 'zod'

const builtWebApp = join(import.meta.dirname, '../../web/dist')

/** The gateway's environment. */
export const configSchema = z.object({
  NODE_ENV: z.string().default('development'),
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port(),
  ...operationsPort,
  PUBLIC_URL: env.origin(),
  SUBGRAPH_SECRET: env.secret(),
  VISITOR_SECRET: env.secret(),
  AUTH_URL: env.url(),
  POSTS_URL: env.url(),
  STATS_URL: env.url(),
  AUTH_GRPC_URL: env.address(),
  AUTH_GRPC_SECRET: env.secret(),
  ...kafkaSettings,
  CORS_ORIGINS: env
    .list()
    .refine((origins) => origins.every((origin) => origin === '*' || isOrigin(origin)), {
      error: 'is not a list of origins. Set it to * or to origins such as https://reader.example, separated by commas.',
    })
    .default([]),
  TRUST_PROXY: env
    .text()
    .default('off')
    .transform(readTrustProxy)
    .refine((trusted) => !Array.isArray(trusted) || trusted.every(isNetwork), {
      error:
        'is none of on, off, a number of proxies, loopback, or addresses such as 10.0.0.1 or 10.0.0.0/8, separated by commas. Set it to one of these.',
    }),
  SANDBOX: env.flag().default(false),
  TRUSTED_DOCUMENTS: z
    .literal('only', {
      error: ({ input }) =>
        `is "${String(input)}". Set it to only, so that nothing but the web app's own operations is answered, or unset it.`,
    })
    .optional(),
  /** How long a browser waits for a page, in milliseconds, before it draws the page by itself; with 0 it always does. */
  PAGE_PATIENCE_MS: env.integer(0, 60_000).default(300),
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

const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text

/** Names that proxy-addr knows for the private networks of RFC 1122, 3927, 1918 and their like in IPv6. */
const namedNetworks: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal'])

/** An address, with or without the length of its network. */
function isNetwork(text: string): boolean {
  if (namedNetworks.has(text)) return true
  const [address = '', length = '0', ...rest] = text.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return rest.length === 0 && /^\d{1,3}$/.test(length) && Number(length) <= longest
}
