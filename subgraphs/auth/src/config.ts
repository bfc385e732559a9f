import { env, kafkaSettings, operationsPort } from '@forum/service-kit'
import { z } from 'zod'

const services = 'name:secret for each service, separated by commas, with secrets of at least 32 characters'

/** What the commands need. */
export const storesSchema = z.object({
  AUTH_DATABASE_URL: env.databaseUrl(),
})

/** What the commands that touch accounts need. */
export const commandSchema = storesSchema.extend({
  PUBLIC_URL: env.origin().default('http://127.0.0.1:4000'),
  TOKEN_KEY_SECRET: env.secret(),
})

/** What one address may do here: many people can be behind one. */
export const limitConfig = z.object({
  /** In 15 minutes, from browsers that are not known. */
  LOGINS_PER_ADDRESS: env.integer(1, 1_000_000).default(100),
  /** In an hour. */
  REGISTRATIONS_PER_ADDRESS: env.integer(1, 1_000_000).default(60),
})

/** The environment of the service. */
export const configSchema = commandSchema.extend({
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port().default(4001),
  ...operationsPort,
  SUBGRAPH_SECRET: env.secret(),
  AUTH_GRPC_HOST: env.text().default('127.0.0.1'),
  AUTH_GRPC_PORT: env.port().default(50051),
  AUTH_GRPC_SECRETS: env.text(services).transform((value, context) => {
    const pairs = value.split(',').map((pair) => /^\s*([\w-]+):(.{32,})\s*$/.exec(pair))
    const known = pairs.flatMap((pair) => (pair?.[1] && pair[2] ? [[pair[1], pair[2].trim()] as const] : []))
    if (known.length === pairs.length) return new Map(known)
    context.addIssue({ code: 'custom', message: `is malformed. Set it to ${services}.` })
    return z.NEVER
  }),
  ...kafkaSettings,
  SEEDING: env.flag().default(false),
  ...limitConfig.shape,
})

export type Config = z.output<typeof configSchema>
