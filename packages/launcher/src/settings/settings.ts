import { isAbsolute, join } from 'node:path'
import { env, type KafkaAddress, kafkaCredential, kafkaSettings, readConfig } from '@forum/service-kit'
import { z } from 'zod'

/** The repository's root; everything the launcher starts runs from there. */
export const repository = join(import.meta.dirname, '../../../..')

const schema = z.object({
  FORUM_DATA_DIR: env.text('a folder').default('.forum'),
  HOST: env.text('an address such as 127.0.0.1').default('127.0.0.1'),
  PORT: env.integer(1, 65_535, 'a port from 1 to 65535').default(4000),
  METRICS_PORT: env.integer(1, 65_532, 'a port from 1 to 65532').default(9400),
  PUBLIC_URL: env.origin().optional(),
  AUTH_DATABASE_URL: env.databaseUrl().optional(),
  POSTS_DATABASE_URL: env.databaseUrl().optional(),
  STATS_DATABASE_URL: env.databaseUrl().optional(),
  ...kafkaSettings,
  KAFKA_BROKERS: env.kafkaBrokers().optional(),
  CLICKHOUSE_URL: env.url().optional(),
  AUTH_URL: env.url().optional(),
  POSTS_URL: env.url().optional(),
  STATS_URL: env.url().optional(),
  AUTH_GRPC_URL: env.address().optional(),
  POSTS_GRPC_URL: env.address().optional(),
  SUBGRAPH_SECRET: env.secret().optional(),
  TOKEN_KEY_SECRET: env.secret().optional(),
  VISITOR_SECRET: env.secret().optional(),
  EXPORT_SIGNING_SECRET: env.secret().optional(),
  EXPORTS_DIR: env.text('a folder').optional(),
  SMTP_URL: z.string().optional(),
  MAIL_FROM: z.string().optional(),
  REQUIRE_VERIFIED_EMAIL: env.flag().default(false),
  CORS_ORIGINS: z.string().default(''),
  TRUST_PROXY: z.string().default('off'),
  TRUSTED_DOCUMENTS: z.string().default(''),
  SANDBOX: env.flag().default(true),
  SEEDING: env.flag().default(true),
  LOG_LEVEL: env.logLevel(),
})

/** What `npm start` was told, with its defaults: the table in README.md. */
export type Settings = z.output<typeof schema> & { dataDirectory: string }

/** Reads the launcher's part of the environment. Throws ConfigError with one line for each wrong variable. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const settings = readConfig(schema, environment)
  const { FORUM_DATA_DIR } = settings
  return { ...settings, dataDirectory: isAbsolute(FORUM_DATA_DIR) ? FORUM_DATA_DIR : join(repository, FORUM_DATA_DIR) }
}

/** Where mails are files, when there is no mail server. */
export const mailDirectoryOf = ({ dataDirectory }: Settings): string => join(dataDirectory, 'mail')

/** What Auth is told of mail beside its folder; it checks the values itself. */
export function mailEnvironment({ SMTP_URL, MAIL_FROM, REQUIRE_VERIFIED_EMAIL }: Settings): Record<string, string> {
  return {
    ...(SMTP_URL ? { SMTP_URL } : {}),
    ...(MAIL_FROM ? { MAIL_FROM } : {}),
    REQUIRE_VERIFIED_EMAIL: REQUIRE_VERIFIED_EMAIL ? 'on' : 'off',
  }
}

export const needsPostgres = (settings: Settings): boolean =>
  !settings.AUTH_DATABASE_URL || !settings.POSTS_DATABASE_URL || !settings.STATS_DATABASE_URL

/** The Kafka that the environment names; undefined where it is the embedded one. */
export const givenKafka = ({ KAFKA_BROKERS: brokers, ...settings }: Settings): KafkaAddress | undefined =>
  brokers && { brokers, credential: kafkaCredential(settings) }

/** The port of http://host:port or host:port; one that is left out is that of http. */
export const portIn = (address: string): number =>
  Number(new URL(address.includes('://') ? address : `grpc://${address}`).port) || 80
