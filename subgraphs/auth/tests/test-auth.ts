import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Viewer } from '@forum/graphql-kit'
import { createLogger, createMetrics } from '@forum/service-kit'
import { cleanUp, testDatabase } from '@forum/testing'
import { type Email, readMails, tokenIn } from '@forum/testing/mailbox'
import { vi } from 'vitest'
import { type Database, openDatabase } from '../src/database.ts'
import type { SessionKind } from '../src/generated/graphql.ts'
import { type Limits, limitsOf } from '../src/limits.ts'
import { FileDelivery } from '../src/modules/mail/file-delivery.ts'
import type { MailDelivery } from '../src/modules/mail/mail-delivery.ts'
import { MailRepository } from '../src/modules/mail/mail-repository.ts'
import { MailWorker } from '../src/modules/mail/mail-worker.ts'
import { PasswordHasher } from '../src/modules/passwords/password-hasher.ts'
import type { Caller } from '../src/modules/sessions/caller.ts'
import { SessionDelivery } from '../src/modules/sessions/session-delivery.ts'
import { createServices, type Services } from '../src/services.ts'

export const tokenKeySecret = 'a secret of the tests that is long enough'

/** Somebody at the other end, with the headers that the answer would have had. */
export type TestCaller = Caller & { headers: [name: string, value: string][]; cookies: () => Map<string, string> }

export type TestPerson = {
  id: string
  handle: string
  email: string
  sessionId: string
  accessToken: string
  refreshToken: string
}

export type TestAuth = {
  url: string
  database: Database
  services: Services
  /** A second set of services over the same database, as another replica has. */
  replica(): Promise<Services>
  caller(from?: Partial<Caller>): TestCaller
  /** Registers somebody of that name, with a handle that is new, who gets tokens. */
  person(name: string, password?: string): Promise<TestPerson>
  /** Signs somebody in once more. */
  signIn(person: TestPerson): Promise<TestPerson>
  /** Sends what waits, and gives all mails so far to that address, or to all, oldest first. */
  mailsTo(address?: string): Promise<Email[]>
  /** A worker of its own over this database. */
  mailWorker(delivery: MailDelivery, of?: Services): MailWorker
  /** An admin who has just given their password. */
  admin(): Promise<Viewer>
  /** Somebody who has confirmed their address. */
  confirmed(name: string): Promise<TestPerson>
  /** What is in the outbox, in order. */
  events(): Promise<{ type: string; subject: string; time: Date; data: unknown }[]>
  /** Resolves when a statement waits for a lock that another transaction holds. */
  somebodyWaits(): Promise<void>
  /** Lets time pass for the sessions and refresh tokens that exist. */
  age(interval: string): Promise<void>
}

export const password = 'correct horse battery'

export type TestAuthOptions = { seeding?: boolean; limits?: Partial<Limits>; requiresVerifiedEmail?: boolean }

let people = 0

/** Auth's services over a database of their own. */
export async function testAuth({
  seeding = true,
  limits = {},
  requiresVerifiedEmail = false,
}: TestAuthOptions = {}): Promise<TestAuth> {
  const { url } = await testDatabase('auth')
  const folder = await mkdtemp(join(tmpdir(), 'forum-mail-'))
  cleanUp(() => rm(folder, { recursive: true, force: true }))
  const files = new FileDelivery(folder)
  const open = async () => {
    const logger = createLogger({ name: 'test', level: 'silent' })
    const metrics = createMetrics('auth')
    const database = openDatabase({ url, logger, metrics })
    cleanUp(() => database.close())
    const background = openDatabase({ url, logger, metrics, pool: 'background', connections: 5 })
    cleanUp(() => background.close())
    const services = createServices({
      database,
      background,
      publicUrl: 'http://127.0.0.1:4000',
      tokenKeySecret,
      limits: { ...limitsOf({ LOGINS_PER_ADDRESS: 100, REGISTRATIONS_PER_ADDRESS: 1_000 }), ...limits },
      isSeedingOn: seeding,
      requiresVerifiedEmail,
      mailFiles: files,
      logger,
      hasher: new PasswordHasher({ cost: { memoryCost: 64, timeCost: 1, parallelism: 1 } }),
    })
    await services.keys.open()
    return { database, services }
  }
  const { database: own, services } = await open()
  // For what a test holds while it looks on: a pool that the services do not use, as another program has.
  const database = openDatabase({
    url,
    logger: createLogger({ name: 'test', level: 'silent' }),
    metrics: createMetrics('test'),
    connections: 5,
  })
  cleanUp(() => database.close())
  const { prisma } = database
  const mailWorker = (delivery: MailDelivery, of = services) =>
    new MailWorker({
      mails: new MailRepository(database),
      kinds: of.mailKinds,
      delivery,
      mayGet: (accountId, kind) => of.accounts.mayGetMail(accountId, kind),
      onAddressRefused: (accountId, address) => of.accounts.markRefused(accountId, address),
      publicUrl: 'http://127.0.0.1:4000',
      siteName: async () => (await of.site.read()).name,
      from: { name: null, address: 'forum@localhost' },
      logger: createLogger({ name: 'test', level: 'silent' }),
    })
  const postman = mailWorker(files)
  const mailsTo = async (address?: string) => {
    await postman.drain()
    const mails = await readMails(folder)
    return address ? mails.filter(({ to }) => to?.some((each) => each.address === address)) : mails
  }
  const person = (name: string, word = password) => registered(services, `${name}_${(people += 1)}`, word)
  return {
    mailsTo,
    mailWorker,
    admin: async () => {
      const made = await person('chief')
      await services.administration.createAdmin({ handle: made.handle, password })
      const account = await services.accounts.credentialsById(made.id)
      const opened = account && (await services.login.open(account, 'TOKENS', testCaller()))
      if (!opened) throw new Error('an admin can sign in')
      return viewerOf({ ...made, sessionId: opened.viewer.sessionId }, 'ADMIN')
    },
    confirmed: async (name) => {
      const made = await person(name)
      const [mail] = await mailsTo(made.email)
      if (!mail) throw new Error('no mail to confirm the address')
      await services.confirmations.confirm(tokenIn(mail), testCaller())
      return made
    },
    url,
    database,
    services,
    replica: async () => (await open()).services,
    caller: testCaller,
    person,
    signIn: async (person) => {
      const account = await services.accounts.credentialsById(person.id)
      const opened = account && (await services.login.open(account, 'TOKENS', testCaller()))
      if (!opened?.tokens) throw new Error('no tokens for a program')
      return { ...person, ...opened.tokens, sessionId: opened.viewer.sessionId }
    },
    events: async () =>
      (await prisma.outbox.findMany({ orderBy: { seq: 'asc' } })).map(({ type, subject, time, data }) => ({
        type,
        subject,
        time,
        data,
      })),
    somebodyWaits: () =>
      vi.waitFor(
        async () => {
          const [row] = await own.prisma.$queryRaw<{ waiting: number }[]>`
            SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
          if (!row?.waiting) throw new Error('nobody waits')
        },
        { timeout: 10_000 },
      ),
    age: async (interval) => {
      await prisma.$executeRaw`UPDATE refresh_tokens SET used_at = used_at - ${interval}::interval`
      await prisma.$executeRaw`
        UPDATE sessions SET created_at = created_at - ${interval}::interval, last_used_at = last_used_at - ${interval}::interval,
          ended_at = ended_at - ${interval}::interval`
    },
  }
}

export function testCaller(from: Partial<Caller> = {}, publicUrl = 'http://127.0.0.1:4000'): TestCaller {
  const headers: [string, string][] = []
  return {
    requestId: 'request-of-a-test',
    address: '192.0.2.1',
    userAgent: 'test/1',
    accessToken: null,
    refreshCookie: null,
    deviceCookie: null,
    delivery: new SessionDelivery({ publicUrl, replyHeader: (name, value) => headers.push([name, value]) }),
    headers,
    cookies: () =>
      new Map(
        headers
          .filter(([name]) => name === 'set-cookie')
          .map(([, value]) => /^([^=]+)=([^;]*)/.exec(value)?.slice(1) as [string, string]),
      ),
    ...from,
  }
}

async function registered(services: Services, handle: string, word = password): Promise<TestPerson> {
  const outcome = await services.registration.register(
    { handle, email: `${handle}@example.com`, password: word, session: 'TOKENS' satisfies SessionKind },
    testCaller(),
  )
  if (outcome.__typename !== 'RegisterSuccess' || !outcome.tokens || !outcome.viewer)
    throw new Error(`${handle}: ${JSON.stringify(outcome)}`)
  const { accessToken, refreshToken } = outcome.tokens
  const email = `${handle}@example.com`
  return { id: outcome.viewer.id, handle, email, sessionId: outcome.viewer.sessionId, accessToken, refreshToken }
}

/** As the gateway's verified viewer. */
export const viewerOf = (
  { id, handle, sessionId }: Pick<TestPerson, 'id' | 'handle' | 'sessionId'>,
  role: 'USER' | 'MODERATOR' | 'ADMIN' = 'USER',
) => ({
  id,
  handle,
  role,
  sessionId,
  scopes: ['*'],
})
