import { join } from 'node:path'
import { createBroker, type EventProducer } from '@forum/events'
import { assembleSdl, subgraphSchema, type Viewer } from '@forum/graphql-kit'
import { type Clock, createLogger, createMetrics, type Metrics, uuidv7Ids } from '@forum/service-kit'
import { cleanUp, testDatabase, testStores } from '@forum/testing'
import { type ExecutionResult, type GraphQLSchema, graphql } from 'graphql'
import { createContext } from '../src/context.ts'
import { type Database, openDatabase } from '../src/database/database.ts'
import { MarkdownRenderer } from '../src/modules/markdown/markdown-renderer.ts'
import { mergedResolvers } from '../src/resolvers.ts'
import { createServices, type Services, type ServicesOptions } from '../src/services.ts'

/** A clock that the test moves; each look at it is a millisecond later, so that things have an order. */
class TestClock implements Clock {
  #time: number
  #tick = 1

  constructor(start = '2026-03-01T12:00:00.000Z') {
    this.#time = Date.parse(start)
  }

  now(): Date {
    this.#time += 1
    return new Date(this.#time - (this.#time % this.#tick))
  }

  /** From now on several things happen in one moment. */
  tick(milliseconds: number): void {
    this.#tick = milliseconds
  }

  pass(milliseconds: number): void {
    this.#time += milliseconds
  }
}

/** What GraphQL answered, as loosely typed as JSON is. */
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any

type Asked = { data: Json; codes: string[]; errors: Json[] }

export type TestPosts = {
  url: string
  database: Database
  metrics: Metrics
  services: Services
  clock: TestClock
  /** Somebody signed in, whom the projection of people knows. */
  person(name: string, role?: Viewer['role']): Promise<Viewer>
  post(
    author: Viewer,
    given?: { title?: string; body?: string; tags?: string[]; visibility?: 'PUBLIC' | 'PRIVATE' },
  ): Promise<string>
  comment(author: Viewer, postId: string, given?: { parentId?: string; body?: string }): Promise<string>
  /** Asks the subgraph's schema as somebody. */
  ask(viewer: Viewer | null, query: string, variables?: Record<string, unknown>): Promise<Asked>
  /** What is in the outbox, in order. */
  events(): Promise<{ type: string; source: string; time: Date; data: Json }[]>
  statements(): Promise<number>
}

let schema: GraphQLSchema | undefined

// One thread renders for all tests of a file. It keeps no process alive.
const markdown = new MarkdownRenderer()

const postsSchema = (): GraphQLSchema => {
  schema ??= subgraphSchema(assembleSdl({ directory: join(import.meta.dirname, '../src/modules') }), mergedResolvers())
  return schema
}

type TestOptions = {
  producer?: EventProducer
  seeding?: boolean
  /** Of a database that is there already. */
  url?: string
} & Partial<Pick<ServicesOptions, 'maxWrites' | 'accountStatus' | 'standing'>>

/** The services of this subgraph over a database of their own. */
export async function testPosts({
  producer,
  seeding = true,
  maxWrites = 1_000_000,
  accountStatus = async () => null,
  standing = nobodysRank,
  url: given,
}: TestOptions = {}): Promise<TestPosts> {
  const url = given ?? (await testDatabase('posts')).url
  const metrics = createMetrics('posts')
  const logger = createLogger({ name: 'test', level: 'silent' })
  const database = openDatabase({ url, logger, metrics })
  cleanUp(() => database.close())
  const clock = new TestClock()
  const services = createServices({
    database,
    producer: producer ?? unusedProducer(),
    accountStatus,
    standing,
    logger,
    metrics,
    seeding,
    clock,
    maxWrites,
    markdown,
  })
  return {
    url,
    database,
    metrics,
    services,
    clock,
    person: (name, role = 'USER') => knownPerson(services, name, role),
    post: async (author, { title = 'A title', body = 'Some words.', tags = [], visibility = 'PUBLIC' } = {}) => {
      const made = await services.posts.create(author, { title, body, tags, visibility })
      if (made.__typename !== 'CreatePostSuccess') throw new Error(`the post was refused: ${made.message}`)
      return made.postId
    },
    comment: async (author, postId, { parentId, body = 'An answer.' } = {}) => {
      const made = await services.comments.add(author, { postId, parentId, body })
      if (made.__typename !== 'AddCommentSuccess') throw new Error(`the comment was refused: ${made.message}`)
      return made.commentId
    },
    ask: (viewer, query, variables = {}) => asked(services, viewer, query, variables),
    events: () => database.sql.$queryRaw`SELECT type, source, time, data FROM outbox ORDER BY seq`,
    statements: async () => {
      const metric = await metrics.getSingleMetric('forum_postgres_statements_total')?.get()
      return metric?.values.find(({ labels }) => labels.pool === 'requests')?.value ?? 0
    },
  }
}

/** Auth that knows no rank and no rule. */
export const nobodysRank: ServicesOptions['standing'] = { rankOf: async () => 'USER', rule: async () => null }

/** Opens no connection before it sends. */
function unusedProducer(): EventProducer {
  const logger = createLogger({ name: 'test', level: 'silent' })
  return createBroker({ ...testStores().kafka, topicPrefix: 'unused-', clientId: 'test', logger }).producer()
}

async function knownPerson(services: Services, handle: string, role: Viewer['role']): Promise<Viewer> {
  const id = uuidv7Ids.next()
  const profile = { userId: id, handle, displayName: handle, avatarUrl: null, version: 1 }
  await services.people.keep([profile])
  return { id, handle, role, sessionId: uuidv7Ids.next(), scopes: ['*'] }
}

async function asked(
  services: Services,
  viewer: Viewer | null,
  source: string,
  variableValues: Record<string, unknown>,
): Promise<Asked> {
  const contextValue = createContext(services, { viewer, visitorId: null })
  const answer: ExecutionResult = await graphql({ schema: postsSchema(), source, variableValues, contextValue })
  const codes = (answer.errors ?? []).map((error) => String(error.extensions.code ?? error.message))
  // Through JSON, as clients get it.
  const { data, errors } = JSON.parse(JSON.stringify({ data: answer.data ?? {}, errors: answer.errors ?? [] }))
  return { data, codes, errors }
}
