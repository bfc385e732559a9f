import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GraphQLClient } from '../src/graphql-client.ts'
import { Person, type Thing, until } from '../src/index.ts'
import { BrowserSession } from './browser-session.ts'

export type Login = { login: string; password: string }
type ExportFile = { id: string; url: string; sha256: string }

/** What people of the old version hold in their hands when it is replaced. */
export type Memories = {
  ann: Person
  ben: Person
  admin: Person
  /** Every account with its password: those of the story, and the two of the first start. */
  logins: Login[]
  browser: BrowserSession
  /** Of sessions that were ended. */
  endedTokens: { refreshToken: string; accessToken: string }
  keyed: { input: Record<string, unknown>; id: string }
  /** A text that the old renderer took words from. */
  withAngles: Thing & { body: string }
  liked: Thing
  deleted: Thing
  hidden: Thing
  exported: ExportFile
}

const angles = 'Маяк: `vector<int>` и vector<int>, <main> is the entry point.'
const problem = '... on Problem { message code }'

/** Some days of a small forum, each kind of thing at least once. */
export async function liveThere(url: string, dataDirectory: string): Promise<Memories> {
  const ann = await Person.register(url, 'ann')
  const ben = await Person.register(url, 'ben')
  const liked = await ann.post({ title: 'Keepers of the lighthouse', tags: ['ёлка', 'node.js'] })
  const withAngles = await ann.post({ title: 'О маяках', body: angles, tags: ['елка'] })
  const hidden = await ann.post({ title: 'Only mine', visibility: 'PRIVATE' })
  const deleted = await ann.post({ title: 'Soon gone' })
  await ann.deletePost(deleted)
  const keyed = await createWithKey(ann)

  await ben.follow(ann)
  await ben.like(liked)
  await ben.repost(liked)
  await ben.bookmark(liked)
  await ben.view(liked)
  await ben.view(withAngles, 'SEARCH')
  await ben.like(withAngles)
  await ben.unlike(withAngles)
  const comment = await ben.comment(liked, 'Who keeps the keepers?')
  const reply = await ann.comment(liked, 'The sea.', comment)
  await ben.likeComment(reply)
  await edit(ben, comment)
  const removed = await ben.comment(withAngles, 'I take this back.')
  await ann.comment(withAngles, 'Too late.', removed)
  await remove(ben, removed)
  await rename(ann)

  const { demo, admin: adminLogin } = JSON.parse(readFileSync(join(dataDirectory, 'logins.json'), 'utf8'))
  const admin = await signIn(url, adminLogin)
  const logins = [...[ann, ben].map(({ handle, password }) => ({ login: handle, password })), demo, adminLogin]
  const endedTokens = await endSession(url, ben)
  const browser = await signInWithCookies(url, { login: 'ann', password: ann.password })
  const exported = await exportPosts(url, admin)
  return {
    ...{ ann, ben, admin, logins, browser, endedTokens, keyed, liked, deleted, hidden, exported },
    withAngles: { ...withAngles, body: angles },
  }
}

async function createWithKey(person: Person): Promise<Memories['keyed']> {
  const input = { title: 'Sent twice', body: 'Once is enough.', idempotencyKey: 'sent-before-the-upgrade' }
  return { input, id: await create(person, input) }
}

/** Gives the id of the post that an input makes, or made. */
export async function create(person: Person, input: Record<string, unknown>): Promise<string> {
  const { post } = await person.client.mutate<{ post: Thing }>(
    `mutation CreatePost($input: CreatePostInput!) { createPost(input: $input) {
      __typename ... on CreatePostSuccess { post { id } } ${problem} } }`,
    { input },
  )
  return post.id
}

async function edit(person: Person, comment: Thing): Promise<void> {
  await person.client.mutate(
    `mutation Edit($input: UpdateCommentInput!) { updateComment(input: $input) { __typename ${problem} } }`,
    { input: { id: comment.id, body: 'Who keeps the keepers? And who pays?' } },
  )
}

async function remove(person: Person, comment: Thing): Promise<void> {
  await person.client.mutate(
    `mutation Remove($input: DeleteCommentInput!) { deleteComment(input: $input) { __typename ${problem} } }`,
    { input: { id: comment.id } },
  )
}

async function rename(person: Person): Promise<void> {
  await person.client.mutate(
    `mutation Rename($input: UpdateProfileInput!) { updateProfile(input: $input) { __typename ${problem} } }`,
    { input: { displayName: 'Ann of the lighthouse', bio: 'Пишу о маяках.' } },
  )
}

/** Signs in with a password, into a session of its own. */
export async function signIn(url: string, { login, password }: Login): Promise<Person> {
  const nobody = { accessToken: '', refreshToken: '', expiresAt: '' }
  const person = new Person({ id: '', handle: login, password, tokens: nobody }, url)
  await person.login()
  return person
}

async function endSession(url: string, person: Person): Promise<Memories['endedTokens']> {
  const other = await signIn(url, { login: person.handle, password: person.password })
  await other.client.mutate(`mutation { logout { __typename ${problem} } }`)
  return other.tokens
}

async function signInWithCookies(url: string, { login, password }: Login): Promise<BrowserSession> {
  const browser = new BrowserSession(url)
  const { errors, data } = await browser.run<{ login: { __typename: string } }>(
    `mutation Login($input: LoginInput!) { login(input: $input) { __typename ${problem} } }`,
    { input: { login, password, session: 'COOKIES' } },
  )
  if (data?.login.__typename !== 'LoginSuccess') throw new Error(JSON.stringify({ errors, data }))
  return browser
}

async function exportPosts(url: string, admin: Person): Promise<ExportFile> {
  const { export: asked } = await admin.client.mutate<{ export: Thing }>(
    `mutation Ask { requestExport(input: { dataset: POSTS, format: NDJSON }) {
      __typename ... on RequestExportSuccess { export { id } } ${problem} } }`,
  )
  let link = ''
  await until(async () => {
    const { status, url: made } = await exportOf(admin.client, asked.id)
    link = made ?? ''
    return status === 'READY' || `the export is ${status}`
  }, 60_000)
  return { id: asked.id, url: link, sha256: await sha256Of(url, link) }
}

export async function exportOf(client: GraphQLClient, id: string): Promise<{ status: string; url: string | null }> {
  const { export: found } = await client.query<{ export: { status: string; url: string | null } }>(
    'query ExportLink($id: ID!) { export(id: $id) { status url } }',
    { id },
  )
  return found
}

/** Of what a signed link gives today, asked of the forum at `url`. */
export async function sha256Of(url: string, link: string): Promise<string> {
  const { pathname, search } = new URL(link)
  const response = await fetch(new URL(pathname + search, url))
  if (!response.ok) throw new Error(`${pathname}: ${response.status} ${await response.text()}`)
  return createHash('sha256')
    .update(Buffer.from(await response.arrayBuffer()))
    .digest('hex')
}
