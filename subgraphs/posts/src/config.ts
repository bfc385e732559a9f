import { env, kafkaSettings, operationsPort } from '@forum/service-kit'
import { z } from 'zod'

/** What the migrate command needs. */
export const storesConfig = z.object({ POSTS_DATABASE_URL: env.databaseUrl() })

export const postsConfig = storesConfig.extend({
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port(),
  ...operationsPort,
  SUBGRAPH_SECRET: env.secret(),
  ...kafkaSettings,
  AUTH_GRPC_URL: env.address(),
  AUTH_GRPC_SECRET: env.secret(),
  POSTS_GRPC_HOST: env.text().default('127.0.0.1'),
  POSTS_GRPC_PORT: env.port().default(50052),
  POSTS_GRPC_SECRETS: env.serviceSecrets(),
  SEEDING: env.flag().default(false),
})

export type PostsConfig = z.output<typeof postsConfig>
