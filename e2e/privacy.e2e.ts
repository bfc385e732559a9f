import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ForumNetwork, Person, type Thing, until, untilLeftOf } from './src/index.ts'
import { walkEntities } from './src/privacy/entity-walk.ts'
import { type Answers, ask, type Viewers } from './src/privacy/matrix.ts'
import { publicSchema } from './src/privacy/public-schema.ts'
import { type Operation, walk } from './src/privacy/schema-walk.ts'
import { leaked, withoutEmptyNumbers, worldless } from './src/privacy/scrub.ts'
import type { World } from './src/privacy/world.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

// A private post is as if it did not exist. The matrix asks every operation that the public schema makes possible, and every entity of each
// subgraph, as everybody but its author, and compares with a forum in which it never was.

const targets = ['Post', 'Comment']
const schema = publicSchema()

let forum: ForumNetwork
let author: Person
/** Follows the author, and has commented on, liked and reposted what was public then. */
let participant: Person
let moderator: Person
let admin: Person
/** Has blocked the author. */
let blocking: Person
/** The author has blocked them. */
let blocked: Person
/** Has muted the author. */
let muting: Person
let viewers: Viewers

/** Private from its first moment. */
let secret: World
/** Was public, with comments and reactions of others, and was made private. */
let withdrawn: World
/** Was public, with comments and reactions of others, and was removed by a moderator. */
let removed: World
/** Public: what the walk must find. */
let open: World
/** The ids of what is public. */
let published: string[]
/** What never existed. */
let ghost: World
let before: Answers
let after: Answers

beforeAll(async () => {
  forum = await startNetwork()
  // Nobody's activity may fall into two hours between two looks at it.
  await untilLeftOf(3_600_000, 180_000)
  author = await forum.person('author')
  participant = await forum.person('participant')
  moderator = await inRole('judge', 'MODERATOR')
  admin = await inRole('overseer', 'ADMIN')
  blocking = await forum.person('blocking')
  blocked = await forum.person('blocked')
  muting = await forum.person('muting')
  await hide(blocking, 'blockUser', author)
  await hide(author, 'blockUser', blocked)
  await hide(muting, 'muteUser', author)
  // What these lists lead to, a moderator or admin sees.
  await hide(admin, 'blockUser', participant)
  await hide(admin, 'muteUser', participant)
  viewers = {
    anonymous: forum.anonymous,
    participant: participant.client,
    moderator: moderator.client,
    admin: admin.client,
    blocking: blocking.client,
    blocked: blocked.client,
    muting: muting.client,
  }
  await participant.follow(author)
  await author.follow(participant)
  await moderator.follow(participant)
  const plain = await participant.post({ title: 'Something plain' })
  const judged = await moderator.post({ title: 'How this place is judged' })
  open = await story('PUBLIC')
  await moderate('pinPost', { postId: open.postId })
  open.actId = await moderate('removeContent', { commentId: open.commentId, reason: 'By mistake.' })
  await moderate('undoModeration', { actId: open.actId })
  await participant.bookmark({ id: open.postId })
  await participant.view({ id: open.postId })
  published = [open.postId, open.commentId, open.replyId, open.leafId, plain.id, judged.id]
  await comeByInvite()
  ghost = {
    ...open,
    ...names('ghost'),
    postId: uuid(),
    commentId: uuid(),
    replyId: uuid(),
    leafId: uuid(),
    actId: uuid(),
    notificationId: uuid(),
  }
  await forum.processAll()
  before = await ask(queries(ghost), viewers)

  await refreshAll()
  secret = await story('PRIVATE')
  withdrawn = await story('PUBLIC', 'then PRIVATE')
  removed = await story('PUBLIC')
  await moderate('removeContent', { postId: removed.postId, reason: 'It is spam.' })
  await moderate('removeContent', { commentId: removed.replyId, reason: 'It is spam.' })
  await forum.processAll()
  after = await ask(queries(ghost), viewers)
}, 600_000)
afterAll(() => forum?.stop())
beforeEach(async () => {
  showLogsOnFailure(forum)
  await refreshAll()
})

/** An access token lasts five minutes. */
async function refreshAll(): Promise<void> {
  for (const person of [author, participant, moderator, admin, blocking, blocked, muting]) await person.refresh()
}

/** The author came by an invite of the participant, and has signed in: what moderators and admins see of people leads to them. */
async function comeByInvite(): Promise<void> {
  await forum.stores.sql('auth', 'UPDATE accounts SET invited_by = $1 WHERE id IN ($2, $3)', [
    participant.id,
    author.id,
    moderator.id,
  ])
  await forum.stores.sql(
    'auth',
    `INSERT INTO invites (id, inviter_id, code_hash, expires_at, used_at, used_by) VALUES ($1, $2, '\\x00', now(), now(), $3)`,
    [uuid(), participant.id, author.id],
  )
  await author.login()
}

async function hide(viewer: Person, mutation: 'blockUser' | 'muteUser', whom: Person): Promise<void> {
  const input = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`
  await viewer.client.mutate(
    `mutation Hide($input: ${input}!) { ${mutation}(input: $input) { __typename ... on Problem { message code } } }`,
    { input: { userId: whom.id } },
  )
}

const uuid = (): string => crypto.randomUUID()
const names = (kind: string) => ({ tag: `${kind}-${uuid().slice(0, 8)}`, word: `${kind}${uuid().slice(0, 8)}` })

async function inRole(handle: string, role: 'MODERATOR' | 'ADMIN'): Promise<Person> {
  const person = await forum.person(handle)
  await forum.stores.sql('auth', 'UPDATE accounts SET role = $1 WHERE handle = $2', [role, handle])
  await person.login()
  return person
}

/** What a moderator does; the id of the act, where that is told. */
async function moderate(mutation: string, input: object): Promise<string> {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1)
  const act = mutation === 'pinPost' ? '__typename' : 'act { id }'
  const done = await moderator.client.mutate<{ act?: Thing }>(
    `mutation Act($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on ${name}Success { ${act} } ... on Problem { message code } } }`,
    { input },
  )
  return done.act?.id ?? uuid()
}

/** A post with a comment and a reply, liked and reposted: by its author alone if it is private, else by others too. */
async function story(visibility: 'PUBLIC' | 'PRIVATE', later?: 'then PRIVATE'): Promise<World> {
  const { tag, word } = names(visibility.toLowerCase())
  const post = await author.post({ title: `About ${word}`, body: `The body says ${word}.`, tags: [tag], visibility })
  const other = visibility === 'PUBLIC' ? participant : author
  const comment = await other.comment(post, `A comment on ${word}.`)
  const reply = await author.comment(post, `A reply on ${word}.`, comment)
  const leaf = await other.comment(post, `A last word on ${word}.`, reply)
  await other.like(post)
  await author.likeComment(comment)
  await other.likeComment(reply)
  if (visibility === 'PUBLIC') await other.repost(post)
  const notificationId = (visibility === 'PUBLIC' && (await toldOf(participant, reply))) || uuid()
  if (later) {
    await forum.processAll() // it is counted and ranked by then
    await author.makePrivate(post)
  }
  return {
    postId: post.id,
    commentId: comment.id,
    replyId: reply.id,
    leafId: leaf.id,
    notificationId,
    authorId: author.id,
    authorHandle: author.handle,
    tag,
    word,
    actId: uuid(),
    caller: null,
  }
}

/** The notification by which somebody was told of a comment. */
async function toldOf(person: Person, comment: Thing): Promise<string> {
  const { viewer } = await person.client.query<{
    viewer: { notifications: { edges: { node: { id: string; comment: Thing } }[] } }
  }>('{ viewer { notifications(kinds: [REPLY]) { edges { node { id comment { id } } } } } }')
  const told = viewer.notifications.edges.find(({ node }) => node.comment.id === comment.id)
  if (!told) throw new Error(`${person.handle} was not told of ${comment.id}`)
  return told.node.id
}

const leftOut = {
  'Mutation.seedUsers': 'for admins alone, who write what they name',
  'Mutation.seedContent': 'for admins alone, who write what they name, on private posts too',
  'Mutation.setUserRole': 'for admins alone; names no post, and would change who the viewers are',
  'Mutation.suspendUser': 'for moderators; names no post, and would change who the viewers are',
  'Mutation.reinstateUser': 'for moderators; names no post, and would change who the viewers are',
  'Mutation.deleteAccount': 'names no post, and would change who the viewers are',
  'Mutation.keepAccount': 'names no post; of an account that stays it changes nothing',
  'Mutation.blockUser': 'names no post, and would change what the viewers see',
  'Mutation.unblockUser': 'names no post, and would change what the viewers see',
  'Mutation.muteUser': 'names no post, and would change what the viewers see',
  'Mutation.unmuteUser': 'names no post, and would change what the viewers see',
  'Mutation.updateSite': 'for admins alone; names no post, and would change how one comes in',
  'Mutation.decideRegistration': 'for admins alone; names nobody who can have a post',
}
const operations = (world: World): Operation[] => walk({ schema, world, targets, leftOut })
const queries = (world: World): Operation[] => operations(world).filter(({ kind }) => kind === 'query')
/** Those that name something of the world. */
const aboutWorld = (all: Operation[], world: World): Operation[] =>
  all.filter(({ document }) => worldless(document, world) !== document)

/** Every answer of one world, as it would be of any. */
function comparable(answers: Answers, world: World): Record<string, string> {
  return Object.fromEntries([...answers].map(([name, { text }]) => [worldless(name, world), worldless(text, world)]))
}

function expectNoLeak(answers: Answers, worlds: readonly World[] = [secret, withdrawn]): void {
  const leaks = [...answers].flatMap(([name, { text, operation }]) =>
    worlds.flatMap((world) => leaked(text, operation.document, world).map((found) => `${name} shows ${found}`)),
  )
  expect(leaks).toEqual([])
}

test('every list, count, ranking and statistic is what it was before the private posts were', () => {
  expectNoLeak(after)
  expect(withoutLog(comparable(after, ghost))).toEqual(withoutLog(comparable(before, ghost)))
})

/** The log of acts, which is moderators', has one act more. */
const withoutLog = (answers: object): object =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !/^(moderator|admin): .*moderation/i.test(name)))

test('a removed post is to everybody but its author and moderators as one that never was', async () => {
  const { anonymous, participant: reader } = viewers
  const others: Viewers = { anonymous, participant: reader } as Viewers // both are there from the start
  const never = comparable(await ask(aboutWorld(queries(ghost), ghost), others), ghost)
  const answers = await ask(aboutWorld(queries(removed), removed), others)
  expectNoLeak(answers, [removed])
  expect(comparable(answers, removed)).toEqual(never)
  const lists = new Map(
    [...after].filter(([, { viewer, operation }]) => viewer in others || !/moderation/i.test(operation.name)),
  )
  expectNoLeak(lists, [removed])
  const mutations = (world: World) =>
    aboutWorld(
      operations(world).filter(({ kind }) => kind === 'mutation'),
      world,
    )
  const done = await ask(mutations(removed), others)
  expectNoLeak(done, [removed])
  const neverDone = comparable(await ask(mutations(ghost), others), ghost)
  expect(withoutTakingBack(comparable(done, removed))).toEqual(withoutTakingBack(neverDone))
})

test('asked for by its id, tag or words, a private post is as one that never was', async () => {
  const never = comparable(await ask(aboutWorld(queries(ghost), ghost), viewers), ghost)
  for (const world of [secret, withdrawn]) {
    const answers = await ask(aboutWorld(queries(world), world), viewers)
    expectNoLeak(answers)
    expect(comparable(answers, world)).toEqual(never)
  }
})

test('asked at each subgraph for its entities, around the gateway, too', async () => {
  for (const name of ['auth', 'posts', 'stats'] as const) {
    const { _service: service } = await forum
      .subgraph(name)
      .query<{ _service: { sdl: string } }>('{ _service { sdl } }')
    const around: Viewers = {
      anonymous: forum.subgraph(name),
      participant: forum.subgraph(name, participant),
      blocking: forum.subgraph(name, blocking),
      blocked: forum.subgraph(name, blocked),
      muting: forum.subgraph(name, muting),
      moderator: forum.subgraph(name, moderator),
      admin: forum.subgraph(name, admin),
    }
    const askOf = (world: World) => ask(aboutWorld(walkEntities(service.sdl, world, targets), world), around)
    const shown = (answers: Answers, world: World) =>
      Object.entries(comparable(answers, world)).map(([asked, text]) => `${asked}: ${withoutEmptyNumbers(text)}`)
    const never = shown(await askOf(ghost), ghost)
    for (const world of [secret, withdrawn]) {
      const answers = await askOf(world)
      expectNoLeak(answers)
      expect(shown(answers, world).toSorted()).toEqual(never.toSorted())
    }
    const isOthers = (text: string) => /^(anonymous|participant): /.test(text)
    const ofRemoved = await ask(aboutWorld(walkEntities(service.sdl, removed, targets), removed), {
      anonymous: forum.subgraph(name),
      participant: forum.subgraph(name, participant),
    })
    expectNoLeak(ofRemoved, [removed])
    expect(shown(ofRemoved, removed).toSorted()).toEqual(never.filter(isOthers).toSorted())
  }
})

test('nobody can act on it: every mutation answers as for one that never was', async () => {
  const mutations = (world: World) =>
    aboutWorld(
      operations(world).filter(({ kind }) => kind === 'mutation'),
      world,
    )
  const never = comparable(await ask(mutations(ghost), viewers), ghost)
  for (const world of [secret, withdrawn]) {
    const answers = await ask(mutations(world), viewers)
    expectNoLeak(answers)
    expect(withoutTakingBack(comparable(answers, world))).toEqual(withoutTakingBack(never))
  }
})

/** Whoever did something while a post was public may take it back, and learns nothing by it: the look for leaks holds for these, too. */
const takesBack =
  /^participant: .*\b(UnlikePost|UnlikeComment|UndoRepost|DeleteComment|RemoveBookmark)Success\b|^participant: .*\b(unlikePost|unlikeComment|undoRepost|deleteComment|removeBookmark)\b/
const withoutTakingBack = (answers: object): object =>
  Object.fromEntries(Object.entries(answers).filter(([name]) => !takesBack.test(name)))

test('no export and no page of the web app holds it', async () => {
  const datasets = ['EVENTS', 'POSTS', 'COMMENTS', 'LIKES', 'FOLLOWS', 'USERS', 'ACTIVITY', 'POST_DAYS']
  let held = ''
  for (const dataset of datasets) {
    const rows = await exported(dataset)
    for (const world of [secret, withdrawn, removed])
      expect({ dataset, found: leaked(rows, '', world) }).toEqual({ dataset, found: [] })
    held += rows
  }
  expect(held).toContain(open.postId)
  for (const world of [secret, withdrawn, removed]) {
    const page = await (await fetch(`${forum.url}/posts/${world.postId}`)).text()
    expect(leaked(page, world.postId, world)).toEqual([])
  }
})

test('the author sees it, and everybody sees the public one by every way there is: the walk can find what it looks for', async () => {
  const mine = await ask(queries(secret), { author: author.client })
  expect([...mine.values()].filter(({ text }) => text.includes(secret.postId)).length).toBeGreaterThan(20)

  const everybody: Viewers = { ...viewers, author: author.client }
  const leading = queries(open).filter(({ leadsTo }) => leadsTo)
  const found = await ask(leading, everybody)
  // What is said of a removal is there only where something was removed, and leads to who removed it.
  const ofRemoved = queries(removed).filter(({ name, leadsTo }) => leadsTo && name.includes('emoval'))
  for (const [name, answer] of await ask(ofRemoved, { moderator: moderator.client }))
    found.set(`removed, ${name}`, answer)
  const finds = new Set(
    [...found.values()]
      .filter(({ text }) => published.some((id) => text.includes(id)))
      .map(({ operation }) => operation.name),
  )
  expect(leading.map(({ name }) => name).filter((name) => !finds.has(name))).toEqual([])
})

/** Rankings and the numbers of tags know neither block nor mute. */
const knowsNoBlock = /^(Query\.topPosts|PostRanking|RankedPost|TagEdge)\b/
/** What stands at an address: a muted author's post and what is under it. */
const atAddress = /^(Query\.(post|posts|comment)\b|Post\.|Comment\.|CommentConnection\.|CommentEdge\.)/

test('whoever has blocked or muted the author meets nothing of a public post by any path but those said here', async () => {
  const answers = await ask(queries(open), { blocking: blocking.client, muting: muting.client })
  const shows = [...answers.values()].filter(
    ({ text, operation }) => leaked(text, operation.document, open).length > 0 && !knowsNoBlock.test(operation.name),
  )
  const pathsOf = (viewer: string) =>
    shows.filter((one) => one.viewer === viewer).map(({ operation }) => operation.name)
  expect(pathsOf('blocking')).toEqual([])
  expect(pathsOf('muting').filter((name) => !atAddress.test(name))).toEqual([])
})

test('whom the author has blocked reads what a stranger reads, but for whether they may answer', async () => {
  const stranger = await forum.person('stranger')
  // They are counted before either asks.
  await forum.processAll()
  const asked = queries(open).filter(({ document }) => !/\b(viewer|suggestUsers)\b/.test(document))
  const answers = await ask(asked, { blocked: blocked.client, stranger: stranger.client })
  const readBy = (viewer: string) =>
    [...answers.values()]
      .filter((one) => one.viewer === viewer)
      .map(({ operation, text }) => `${operation.name} ${text.replaceAll(/"viewerCanComment": \w+/g, '')}`)
      .toSorted()
  expect(readBy('blocked')).toEqual(readBy('stranger'))
})

test('mutations of a public post show it, so those of a private one could', async () => {
  const played = await story('PUBLIC')
  const mutations = aboutWorld(
    operations(played).filter(({ kind, leadsTo }) => kind === 'mutation' && leadsTo),
    played,
  )
  const isModerators = ({ document }: Operation) =>
    /\b(un)?(lock|pin)Post|\b(remove|restore)Content|removeAllOf|undoMod/.test(document)
  const shownTo = async (asked: readonly Operation[], as: Viewers) =>
    [...(await ask(asked, as)).values()].filter(
      ({ text }) => text.includes(played.postId) || text.includes(played.commentId),
    ).length
  const locking = mutations.filter(({ document }) => /\b(un)?(lock|pin)Post/.test(document))
  expect(await shownTo(locking, { moderator: moderator.client })).toBe(locking.length)
  const own = mutations.filter((operation) => !isModerators(operation))
  expect(await shownTo(own, { author: author.client })).toBeGreaterThan(own.length / 2)
})

/** An export as an admin gets it, as text. */
async function exported(dataset: string): Promise<string> {
  const { export: job } = await admin.client.mutate<{ export: Thing }>(
    `mutation Export($input: RequestExportInput!) { requestExport(input: $input) {
      __typename ... on RequestExportSuccess { export { id } } ... on Problem { message code } } }`,
    { input: { dataset, format: 'NDJSON' } },
  )
  let url = ''
  await until(async () => {
    const { export: state } = await admin.client.query<{ export: { status: string; url: string | null } }>(
      'query State($id: ID!) { export(id: $id) { status url } }',
      { id: job.id },
    )
    url = state.url ?? ''
    return state.status === 'READY' || `${dataset} is ${state.status}`
  }, 20_000)
  const answer = await fetch(new URL(url, forum.url))
  expect(answer.status).toBe(200)
  return answer.text()
}
