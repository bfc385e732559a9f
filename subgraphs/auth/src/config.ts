import { env, kafkaSettings, operationsPort } from '@forum/service-kit'
import { z } from 'zod'
import { readSmtpUrl } from './modules/mail/smtp-server.ts'

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

const mailFrom = 'a sender such as Social Forum <forum@example.org>'
const smtpUrl = 'a URL such as smtp://user:password@mail.example:587, or smtps://… for port 465'

const mailConfig = z.object({
  SMTP_URL: env
    .text(smtpUrl)
    .transform((value, context) => {
      const server = readSmtpUrl(value)
      if (server) return server
      // Its value is not shown: it holds a password.
      context.addIssue({ code: 'custom', message: `is malformed. Set it to ${smtpUrl}.` })
      return z.NEVER
    })
    .optional(),
  /** Where each mail is a file, for places without a mail server. */
  MAIL_DIR: env.text('a folder').default('mail'),
  /** Its name is the place's unless it has one of its own. */
  MAIL_FROM: env
    .text(mailFrom)
    .transform((value, context) => {
      const [, name, address] = /^(?:([^<>\r\n]*)<)?([^\s<>@]+@[^\s<>@]+?)>?$/.exec(value.trim()) ?? []
      if (address) return { name: name?.trim().replace(/^"(.*)"$/, '$1') || null, address }
      context.addIssue({ code: 'custom', message: `is no sender. Set it to ${mailFrom}.` })
      return z.NEVER
    })
    .optional(),
  /** Whether nobody signs in before mail to their address has reached them. */
  REQUIRE_VERIFIED_EMAIL: env.flag().default(false),
})

/** The environment of the service. */
export const configSchema = commandSchema.extend({
  HOST: env.text().default('127.0.0.1'),
  PORT: env.port().default(4001),
  ...operationsPort,
  SUBGRAPH_SECRET: env.secret(),
  AUTH_GRPC_HOST: env.text().default('127.0.0.1'),
  AUTH_GRPC_PORT: env.port().default(50051),
  AUTH_GRPC_SECRETS: env.serviceSecrets(),
  ...kafkaSettings,
  SEEDING: env.flag().default(false),
  ...limitConfig.shape,
  ...mailConfig.shape,
})

export type Config = z.output<typeof configSchema>
