import { join } from 'node:path'
import {
  badUserInput,
  createSubgraph,
  publicError,
  type SubgraphRequest,
  signedIn,
  type ViewerVerdict,
} from '@forum/graphql-kit'
import { createHttpServer, createLogger, createMetrics, internalHeaders, type Logger } from '@forum/service-kit'
import type { FastifyInstance } from 'fastify'

// Three small subgraphs over real HTTP, each with just enough in it to show what the gateway does with it.

export const subgraphSecret = 'subgraph-secret-subgraph-secret-subgraph'
export const quiet: Logger = createLogger({ name: 'test', level: process.env.FORUM_TEST_LOG_LEVEL ?? 'silent' })

export const ann = { userId: '01900000-0000-7000-8000-000000000001', handle: 'ann' }
export const postIds = [1, 2, 3].map((number) => `01900000-0000-7000-8000-00000000010${number}`)
const [publicPost = '', privatePost = '', secondPost = ''] = postIds

export { privatePost, publicPost, secondPost }

/** Whose token it is: what Auth's gRPC would say. */
export async function verify(token: string): Promise<ViewerVerdict> {
  if (token === 'unavailable') return { status: 'unavailable' }
  if (token === 'expired') return { status: 'invalid', reason: 'SESSION_EXPIRED' }
  if (token === 'ended') return { status: 'invalid', reason: 'SESSION_ENDED' }
  if (!token.startsWith('ann')) return { status: 'invalid', reason: 'BAD_TOKEN' }
  // ann#7 is somebody else, for what is counted by account.
  const number = /^ann#(\d+)$/.exec(token)?.[1]
  const userId = number ? ann.userId.slice(0, -number.length) + number : ann.userId
  return { status: 'valid', ...ann, userId, role: 'USER', sessionId: 'session', scopes: ['*'] }
}

type Context = { request: SubgraphRequest }
type Resolve = (parent: { id: string; ref: string }, args: Record<string, never>, context: Context) => unknown

const fixtures = join(import.meta.dirname, 'fixtures')

async function start(name: 'auth' | 'posts' | 'stats', resolvers: object, port = 0): Promise<FastifyInstance> {
  const app = createHttpServer({ logger: quiet })
  await createSubgraph<Context>({
    name,
    app,
    modulesDirectory: join(fixtures, name),
    resolvers,
    gatewaySecret: subgraphSecret,
    auth: { verify },
    createContext: (request) => ({ request }),
    logger: quiet,
    metrics: createMetrics(name),
  })
  app.get('/readyz', async () => ({ ok: true }))
  if (name === 'auth') app.get('/.well-known/jwks.json', async () => ({ keys: [{ kid: 'key-1' }] }))
  if (name === 'stats') registerExport(app)
  if (name === 'posts') registerSitemap(app)
  await app.listen({ host: '127.0.0.1', port })
  return app
}

export const exportBytes = 'a,b\n1,2\n'.repeat(1000)

/** Larger than any answer of GraphQL may be. */
export const largeExportBytes = 40 * 1024 * 1024

function registerExport(app: FastifyInstance): void {
  app.get('/exports/large.csv', async (_request, reply) =>
    reply.type('text/csv').send(Buffer.alloc(largeExportBytes, 'a')),
  )
  app.get('/exports/broken-off', async (_request, reply) => {
    reply
      .hijack()
      .raw.writeHead(200, { 'content-length': '100' })
      .write('half', () => reply.raw.destroy())
  })
  app.get('/exports/:file', async (request, reply) => {
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1]
    reply.headers({
      etag: '"sha"',
      'accept-ranges': 'bytes',
      'content-type': 'text/csv',
      'x-internal': 'secret',
      'set-cookie': 'a=b',
      'x-cookie-seen': request.headers.cookie ?? 'none',
    })
    if (range === undefined) return reply.send(exportBytes)
    const part = exportBytes.slice(Number(range))
    return reply
      .status(206)
      .header('content-range', `bytes ${range}-${exportBytes.length - 1}/${exportBytes.length}`)
      .send(part)
  })
}

/** What Posts tells the gateway alone: one part of each list, and of posts a second one. */
function registerSitemap(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ url, headers }, reply) => {
    if (!url.startsWith('/internal/sitemap') || headers[internalHeaders.gatewaySecret] === subgraphSecret) return
    await reply.status(404).send({})
  })
  app.get('/internal/sitemap', async () => ({ posts: 2, people: 1, tags: 1 }))
  app.get<{ Params: { part: string } }>('/internal/sitemap/*', async ({ url }, reply) => {
    writing.sitemapsAsked += 1
    const parts: Record<string, { name: string; updatedAt: string | null }[]> = {
      'posts/1': listed().map((name) => ({ name, updatedAt })),
      'posts/2': [],
      'people/1': [{ name: 'ann', updatedAt: null }],
      'tags/1': ['node.js', 'книги', 'a b/c&d'].map((name) => ({ name, updatedAt: null })),
    }
    return parts[url.replace('/internal/sitemap/', '')] ?? reply.status(404).send({})
  })
}

/** What Auth says of people. Test files may share a process, so each forum that starts finds it as it was. */
export const people = { displayName: '', namesAsked: 0 }

const user = (id: string) => ({
  id,
  handle: 'ann',
  displayName: () => {
    people.namesAsked += 1
    return people.displayName
  },
  bio: 'Writes & reads',
  createdAt: new Date('2026-01-01T00:00:00Z'),
})

export const startAuth = (port?: number): Promise<FastifyInstance> => {
  Object.assign(people, { displayName: 'Ann <b>', namesAsked: 0 })
  return start(
    'auth',
    {
      Query: {
        viewer: (_root: unknown, _args: unknown, { request }: Context) =>
          request.viewer && { id: request.viewer.id, user: user(request.viewer.id) },
        user: (_root: unknown, { handle }: { handle: string }) =>
          handle.toLowerCase() === 'ann' ? user(ann.userId) : null,
      },
      Mutation: {
        login: (_root: unknown, { input }: { input: { login: string; session: string } }, { request }: Context) => {
          if (input.login !== 'ann')
            return { __typename: 'WrongCredentials', message: 'No.', code: 'WRONG_CREDENTIALS' }
          request.replyHeader('x-forum-access-token', 'ann-new')
          if (input.session === 'COOKIES') {
            request.replyHeader('set-cookie', 'forum_access=ann-new; HttpOnly')
            request.replyHeader('set-cookie', 'forum_refresh=refresh; HttpOnly')
          }
          return { __typename: 'LoginSuccess', viewer: { id: ann.userId, user: user(ann.userId) } }
        },
        logout: (_root: unknown, _args: unknown, { request }: Context) => ({
          __typename: 'LogoutSuccess',
          sessionId: `${request.accessToken} ${String(request.headers['x-forum-refresh-cookie'])}`,
        }),
        refreshSession: (_root: unknown, _args: unknown, { request }: Context) =>
          request.headers['x-forum-refresh-cookie'] === 'refresh' && request.accessToken === null
            ? { __typename: 'RefreshSessionSuccess', refreshed: true }
            : { __typename: 'WrongCredentials', message: 'No.', code: 'WRONG_CREDENTIALS' },
      },
      User: { __resolveReference: ({ id }: { id: string }) => user(id) },
    },
    port,
  )
}

const updatedAt = '2026-01-02T03:04:05.678Z'

/** What the feeds and the sitemap find. Test files may share a process, so each forum that starts finds it as it was. */
export const writing = { title: '', html: '', hidden: new Set<string>(), isTooLong: false, sitemapsAsked: 0 }
const listed = () => [publicPost, secondPost].filter((id) => !writing.hidden.has(id))
const listedPage = ({ after }: { after?: string | null | undefined }) => {
  if (after != null && after !== 'second') throw badUserInput('`after` is not a cursor of this list.')
  const all = after == null ? listed() : []
  const { edges } = page(all)
  return { edges, pageInfo: { hasNextPage: all.length > 1, hasPreviousPage: false, endCursor: 'second' } }
}

const post = (id: string) => ({
  ref: id,
  id,
  title: writing.title || `Post "${id.slice(-1)}" </title>`,
  body: '…',
  bodyHtml: () => {
    if (writing.isTooLong) throw publicError('OPERATION_TOO_COMPLEX', 'This answer has more than 2 MB.')
    return writing.html
  },
  createdAt: new Date('2026-01-01T12:00:00Z'),
  updatedAt: new Date(updatedAt),
  tags: [{ name: 'node.js' }, { name: 'a "b" & c' }],
  excerpt: 'About <script>alert(1)</script>',
  visibility: 'PUBLIC',
  author: { id: ann.userId },
})

/** Posts that a test writes and changes, beside the three that are always there. */
export const written = new Map<string, { title: string; visibility: 'PUBLIC' | 'PRIVATE'; body?: string }>()

function visible(id: string) {
  const own = written.get(id)
  if (own) return own.visibility === 'PUBLIC' ? { ...post(id), ...own } : null
  return id !== privatePost && postIds.includes(id) ? post(id) : null
}
const page = (ids: readonly string[]) => ({
  edges: ids.map((id) => ({ cursor: id, node: post(id) })),
  pageInfo: { hasNextPage: false, hasPreviousPage: false },
})

/** Likes that were asked of Posts, whatever became of them. */
export const likes = { asked: 0 }

let opened = Promise.withResolvers<void>()
/** What `slow` waits for, and how often it was asked. Test files may share a process, so each forum that starts finds it shut. */
export const gate = { resolve: () => opened.resolve(), asked: 0 }

/** What the gateway forwarded. */
const whatCame = (_root: unknown, _args: unknown, { request }: Context) => ({
  viewer: request.viewer?.handle ?? null,
  visitor: request.visitorId,
  clientAddress: request.headers['x-forum-client-address'] ?? null,
  authorization: request.headers.authorization ?? null,
  cookie: request.headers.cookie ?? null,
  requestId: request.requestId,
  refreshCookie: request.headers['x-forum-refresh-cookie'] ?? null,
})

export const startPosts = (port?: number): Promise<FastifyInstance> => {
  opened = Promise.withResolvers()
  gate.asked = 0
  written.clear()
  Object.assign(writing, { title: '', html: '<p>…</p>', hidden: new Set(), isTooLong: false, sitemapsAsked: 0 })
  return start(
    'posts',
    {
      Query: {
        post: (_root: unknown, { id }: { id: string }) => visible(id),
        posts: (_root: unknown, { ids }: { ids: string[] }) => ids.map(visible),
        feed: (_root: unknown, args: { tag?: string | null; after?: string | null }) =>
          args.tag === 'unused' ? page([]) : listedPage(args),
        tag: (_root: unknown, { name }: { name: string }) => (name === 'unused' ? null : { name: name.toLowerCase() }),
        broken: () => {
          throw new Error('connect ECONNREFUSED 10.0.0.7:5432 password=hunter2')
        },
        slow: () => {
          gate.asked += 1
          return opened.promise.then(() => 'at last')
        },
        whatCame,
      },
      Mutation: {
        tellWhatCame: whatCame,
        likePost: (_root: unknown, { input }: { input: { postId: string } }, { request }: Context) => {
          likes.asked += 1
          signedIn(request.viewer)
          const found = visible(input.postId)
          return found
            ? { __typename: 'LikePostSuccess', post: found }
            : { __typename: 'NotFound', message: 'No.', code: 'POST_NOT_FOUND' }
        },
      },
      Post: { __resolveReference: (({ ref }) => visible(ref)) satisfies Resolve, comments: () => page([]) },
      User: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        posts: (_user: unknown, args: { after?: string | null }) => listedPage(args),
      },
      Viewer: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        bookmarks: (_viewer: unknown, _args: unknown, { request }: Context) => page(request.viewer ? [publicPost] : []),
      },
    },
    port,
  )
}

export const startStats = (port?: number): Promise<FastifyInstance> =>
  start(
    'stats',
    {
      Query: {
        topPosts: () => postIds.map((ref, index) => ({ rank: index + 1, post: { ref } })),
        statsAsOf: () => new Date('2026-01-31T12:00:00Z'),
        total: () => 9007199254740991n,
      },
      Post: {
        __resolveReference: (({ ref }) => {
          if (ref === secondPost) throw new Error('clickhouse: Code: 241. DB::Exception')
          return { ref, stats: { views: 7 } }
        }) satisfies Resolve,
      },
    },
    port,
  )
