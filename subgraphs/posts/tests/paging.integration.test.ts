import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from './test-posts.ts'

// The law of every list: while others create, delete, repost, undo, like, follow and hide between its pages, whatever nobody touched
// during the walk shows in it exactly once. A feed shows nothing twice, touched or not.

type Viewer = Awaited<ReturnType<TestPosts['person']>>
type World = TestPosts & { me: Viewer; people: Viewer[]; author: Viewer }

/** A list: how to ask for a page, and which thing each edge is. */
type List = {
  name: string
  query: string
  variables: (world: World, postId: string) => Record<string, unknown>
  page: (data: TestData) => Connection
  keyOf: (edge: TestData) => string
}
type TestData = Awaited<ReturnType<TestPosts['ask']>>['data']
type Connection = { edges: TestData[]; pageInfo: { hasNextPage: boolean; endCursor: string } }

const pageInfo = 'pageInfo { hasNextPage endCursor }'
const nodes = `edges { node { id } } ${pageInfo}`
const ofPost = (field: string, args = '') =>
  `query ($id: ID!, $after: String) { post(id: $id) { list: ${field}(first: 3, after: $after${args}) { ${nodes} } } }`
const ofUser = (field: string) =>
  `query ($id: ID!, $after: String) { _entities(representations: [{ __typename: "User", id: $id }]) {
    ... on User { list: ${field}(first: 3, after: $after) { ${nodes} } } } }`
const feed = (args: string) => `query ($after: String) { list: feed(first: 3, after: $after, ${args}) { ${nodes} } }`
const nodeId = (edge: TestData) => edge.node.id
const none = () => ({})
const thePost = (_world: World, id: string) => ({ id })

const list = (
  name: string,
  query: string,
  variables: List['variables'] = none,
  page: List['page'] = (data) => data.list,
  keyOf: List['keyOf'] = nodeId,
): List => ({ name, query, variables, page, keyOf })

const ofEntity = (data: TestData) => data._entities[0].list
const inPost = (data: TestData) => data.post.list

const postLists = [
  list('LATEST', feed('kind: LATEST')),
  list('ACTIVE', feed('kind: ACTIVE')),
  list('FOLLOWING', feed('kind: FOLLOWING')),
  list('LATEST by tag', feed('kind: LATEST, tag: "t"')),
  list('ACTIVE by tag', feed('kind: ACTIVE, tag: "t"')),
  list('FOLLOWING by tag', feed('kind: FOLLOWING, tag: "t"')),
  list('posts of a user', ofUser('posts'), ({ author }) => ({ id: author.id }), ofEntity),
  list('search', `query ($after: String) { list: searchPosts(query: "apples", first: 3, after: $after) { ${nodes} } }`),
  list(
    'bookmarks',
    `query ($id: ID!, $after: String) { _entities(representations: [{ __typename: "Viewer", id: $id }]) {
      ... on Viewer { list: bookmarks(first: 3, after: $after) { edges { postId } ${pageInfo} } } } }`,
    ({ me }) => ({ id: me.id }),
    ofEntity,
    (edge) => edge.postId,
  ),
]
const personLists = [
  list('who liked', ofPost('likedBy'), thePost, inPost),
  list('who reposted', ofPost('repostedBy'), thePost, inPost),
  list('followers', ofUser('followers'), ({ author }) => ({ id: author.id }), ofEntity),
  list('following', ofUser('following'), ({ me }) => ({ id: me.id }), ofEntity),
]
const commentLists = [
  list('comments of a user', ofUser('comments'), ({ author }) => ({ id: author.id }), ofEntity),
  list('comments, the oldest first', ofPost('comments'), thePost, inPost),
  list('comments, the newest first', ofPost('comments', ', sort: NEWEST'), thePost, inPost),
  list('comments by likes', ofPost('comments', ', sort: TOP'), thePost, inPost),
  list('a thread, the oldest first', ofPost('thread'), thePost, inPost),
  list('a thread, the newest first', ofPost('thread', ', sort: NEWEST'), thePost, inPost),
  list('a thread by likes', ofPost('thread', ', sort: TOP'), thePost, inPost),
]

type Step = { kind: number; which: number }
const step = fc.record({ kind: fc.nat({ max: 8 }), which: fc.nat({ max: 1_000 }) })
/** What happens between pages: after page n, the steps of entry n. */
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 })
const options = { numRuns: 4, endOnFailure: true }

async function build(): Promise<World> {
  const posts = await testPosts()
  // Several rows have the same time, so that a page may end between them.
  posts.clock.tick(40)
  const [me, author, ...people] = await Promise.all(
    ['me', 'author', 'a', 'b', 'c', 'd', 'e', 'f'].map((name) => posts.person(name)),
  )
  if (!me || !author) throw new Error('nobody is there')
  for (const person of [author, ...people.slice(0, 3)]) await posts.services.follows.follow(me, person.id)
  return { ...posts, me, author, people: [author, ...people] }
}

const pick = <Row>(rows: readonly Row[], which: number): Row => {
  const row = rows[which % rows.length]
  if (row === undefined) throw new Error('nothing to pick from')
  return row
}

/** Walks a list to its end with things happening between its pages; answers what it showed. */
async function walk(
  world: World,
  asked: List,
  postId: string,
  happens: (steps: readonly Step[]) => Promise<void>,
  steps: Step[][],
) {
  const shown: string[] = []
  let after: string | null = null
  for (let page = 0; ; page += 1) {
    const variables = { ...asked.variables(world, postId), after }
    const { data, codes } = await world.ask(world.me, asked.query, variables)
    expect(codes).toEqual([])
    const { edges, pageInfo: info } = asked.page(data)
    shown.push(...edges.map(asked.keyOf))
    if (!info.hasNextPage) return shown
    after = info.endCursor
    await happens(steps[page] ?? [])
  }
}

const untouched = (before: readonly string[], touched: ReadonlySet<string>) => before.filter((id) => !touched.has(id))
/** Feeds, whose posts do not go down while a walk goes on. */
const showsOnce = /^(LATEST|ACTIVE|FOLLOWING)/
const timesOf = (shown: readonly string[], id: string) => shown.filter((one) => one === id).length

/** The whole list as one page: what a walk is measured by must not come from a walk. */
async function whole(world: World, asked: List, postId: string): Promise<string[]> {
  const query = asked.query.replace('first: 3', 'first: 100')
  expect(query).not.toBe(asked.query)
  const { data, codes } = await world.ask(world.me, query, asked.variables(world, postId))
  expect(codes).toEqual([])
  const { edges, pageInfo: info } = asked.page(data)
  expect(info.hasNextPage).toBe(false)
  return edges.map(asked.keyOf)
}

/** What was there before a walk; runs before this one may have taken much away, so it is filled up to a few pages. */
async function fewPages(world: World, asked: List, postId: string, addOne: () => Promise<unknown>) {
  for (let tries = 0; tries < 20; tries += 1) {
    const before = await whole(world, asked, postId)
    if (before.length >= 8) return before
    await addOne()
  }
  throw new Error(`${asked.name} does not grow`)
}

async function holds(
  world: World,
  asked: List,
  postId: string,
  steps: Step[][],
  addOne: () => Promise<unknown>,
  act: (step: Step, touched: Set<string>) => Promise<void>,
) {
  const before = await fewPages(world, asked, postId, addOne)
  const touched = new Set<string>()
  const happens = async (now: readonly Step[]) => {
    for (const each of now) await act(each, touched)
  }
  const shown = await walk(world, asked, postId, happens, steps)
  const again = showsOnce.test(asked.name) ? shown.filter((id, index) => shown.indexOf(id) !== index) : []
  expect([asked.name, again]).toEqual([asked.name, []])
  for (const id of untouched(before, touched)) expect([asked.name, id, timesOf(shown, id)]).toEqual([asked.name, id, 1])
}

test.each(postLists)('$name: a walk shows each untouched post once', async (asked) => {
  const world = await build()
  const { services, people, me } = world
  const ids: string[] = []
  const write = async (which: number) => {
    const id = await world.post(pick(people, which), {
      title: `Apple ${ids.length}`,
      body: 'apple '.repeat((which % 3) + 1),
      tags: ['t'],
    })
    ids.push(id)
    return id
  }
  const keep = async (which: number) => {
    const id = await write(which)
    await services.bookmarks.add(me, id)
    return id
  }
  for (let index = 0; index < 10; index += 1) {
    const id = await keep(index % 2 ? 0 : index)
    if (index % 3 === 0) await services.reposts.repost(pick(people, index % 4), id)
  }
  // Some posts have two places by reposts and one by their author, of which the newest counts.
  for (const [index, id] of ids.entries())
    if (index % 3 === 0) await services.reposts.repost(pick(people, (index + 1) % 4), id)
  const authors = new Map(await Promise.all(ids.map(async (id) => [id, await authorOf(world, id)] as const)))
  const addOne = async () => {
    const id = await keep(0)
    authors.set(id, await authorOf(world, id))
  }

  const law = fc.assert(
    fc.asyncProperty(history, (steps) =>
      holds(world, asked, '', steps, addOne, async ({ kind, which }, touched) => {
        const id = pick(ids, which)
        const author = authors.get(id) ?? me
        const other = pick(people, which + 1)
        touched.add(id)
        if (kind <= 1) {
          const made = await write(which)
          touched.add(made)
          authors.set(made, await authorOf(world, made))
        } else if (kind === 2) await services.posts.delete(author, id)
        else if (kind === 3) await services.reposts.repost(other, id)
        else if (kind === 4) await services.reposts.undo(other, id)
        else if (kind === 5) await services.comments.add(other, { postId: id, body: 'x' })
        else if (kind === 6) await services.posts.update(author, { id, visibility: which % 2 ? 'PRIVATE' : 'PUBLIC' })
        else if (kind === 7) await services.bookmarks.add(me, id)
        else await services.likes.likePost(other, id)
      }),
    ),
    options,
  )
  await expect(law).resolves.toBeUndefined()
})

async function authorOf(world: World, id: string): Promise<Viewer> {
  const { data } = await world.ask(world.me, `{ post(id: "${id}") { author { id } } }`)
  const author = world.people.find((person) => person.id === data.post?.author.id)
  if (!author) throw new Error('a post by nobody')
  return author
}

/** What one does with somebody between two pages. */
const hidings = ['block', 'unblock', 'mute', 'unmute'] as const

test.each([...postLists, ...personLists.slice(0, 3), ...commentLists])(
  '$name: while the reader blocks and mutes, a walk shows what nobody touched once',
  async (asked) => {
    const world = await build()
    const { services, me } = world
    const more = await Promise.all(Array.from({ length: 6 }, (_, index) => world.person(`g${index}`)))
    const people = [...world.people, ...more]
    // The list is that of somebody whom nobody hides; the others come and go.
    const host = await world.person('host')
    const own = { ...world, author: host }
    const postId = await world.post(host, { title: 'Apples', tags: ['t'] })
    await services.follows.follow(me, host.id)
    /** Whose doing each thing of the list is: what a reader does with one of them touches it. Everybody reposts the host's. */
    const doers = new Map<string, Viewer[]>([[postId, people]])
    const add = async (which: number) => {
      const [one, other] = [pick(people, which), pick(people, which + 1)]
      const by = which % 2 ? one : host
      const id = await world.post(by, { title: `Apple ${which}`, tags: ['t'] })
      await services.bookmarks.add(me, id)
      await services.reposts.repost(other, id)
      doers.set(id, [by, other])
      const parentId = which % 3 && said.length > 0 ? pick(said, which) : undefined
      const made = await services.comments.add(one, { postId, parentId, body: 'x' })
      if (made.__typename !== 'AddCommentSuccess') return
      doers.set(made.commentId, [one])
      said.push(made.commentId)
      const elsewhere = await services.comments.add(host, { postId: id, body: 'x' })
      if (elsewhere.__typename === 'AddCommentSuccess') doers.set(elsewhere.commentId, [by])
      for (const person of people) doers.set(person.id, [person])
      await services.likes.likePost(one, postId)
      await services.reposts.repost(one, postId)
      await services.follows.follow(one, host.id)
    }
    const said: string[] = []
    for (let which = 0; which < 14; which += 1) await add(which)
    for (const person of people) doers.set(person.id, [person])
    let added = 14
    const addOne = async () => {
      for (const person of people) {
        await services.blocks.unblock(me, person.id)
        await services.blocks.unmute(me, person.id)
      }
      await add(added++)
    }
    const law = fc.assert(
      fc.asyncProperty(history, (steps) =>
        holds(own, asked, postId, steps, addOne, async ({ kind, which }, touched) => {
          const person = pick(people, which)
          // What a walk began with is known by the time: not in the very moment of its start.
          world.clock.pass(40)
          await services.blocks[pick(hidings, kind)](me, person.id)
          if (kind > 6) await services.follows.follow(me, person.id)
          world.clock.pass(40)
          // A line in a thread stands for those below it, so what anybody said may be touched with them.
          for (const [id, by] of doers)
            if (by.includes(person) || (said.includes(id) && /thread|comments,/.test(asked.name))) touched.add(id)
        }),
      ),
      { ...options, numRuns: 6 },
    )
    await expect(law).resolves.toBeUndefined()
  },
)

test.each(personLists)('$name: a walk shows each untouched person once', async (asked) => {
  const world = await build()
  const { services, me, author } = world
  const people = await Promise.all(Array.from({ length: 12 }, (_, index) => world.person(`p${index}`)))
  const id = await world.post(author)
  const turnOn = async (person: Viewer) => {
    await services.likes.likePost(person, id)
    await services.reposts.repost(person, id)
    await services.follows.follow(person, author.id)
    await services.follows.follow(me, person.id)
  }
  for (const person of people.slice(0, 9)) await turnOn(person)
  let added = 0
  const addOne = () => turnOn(pick(people, added++))
  const law = fc.assert(
    fc.asyncProperty(history, (steps) =>
      holds(world, asked, id, steps, addOne, async ({ kind, which }, touched) => {
        const person = pick(people, which)
        touched.add(person.id)
        if (kind <= 2) {
          await services.likes.unlikePost(person, id)
          await services.reposts.undo(person, id)
          await services.follows.unfollow(person, author.id)
          await services.follows.unfollow(me, person.id)
        } else await turnOn(person)
      }),
    ),
    options,
  )
  await expect(law).resolves.toBeUndefined()
})

test.each(commentLists)('$name: a walk shows each untouched comment once', async (asked) => {
  const world = await build()
  const { services, people } = world
  const id = await world.post(world.author)
  const comments: { id: string; author: Viewer }[] = []
  const write = async (which: number) => {
    const author = pick(people, which)
    const parent = which % 3 && comments.length > 0 ? pick(comments, which) : null
    const made = await services.comments.add(author, { postId: id, parentId: parent?.id, body: 'x' })
    if (made.__typename === 'AddCommentSuccess') comments.push({ id: made.commentId, author })
  }
  for (const which of [0, 3, 1, 6, 2, 9, 4, 12, 5, 15]) await write(which)
  for (const which of [0, 2, 2, 5, 7, 7, 7])
    await services.likes.likeComment(pick(people, which), pick(comments, which).id)
  const law = fc.assert(
    fc.asyncProperty(history, (steps) =>
      holds(
        world,
        asked,
        id,
        steps,
        () => write(0),
        async ({ kind, which }, touched) => {
          const known = new Set((await ancestry(world, id)).get(pick(comments, which).id) ?? [])
          if (kind <= 4) await write(which)
          else {
            // With the last reply of a placeholder the placeholder goes too: a removal touches what is above it.
            const comment = pick(comments, which)
            for (const above of [comment.id, ...known]) touched.add(above)
            await services.comments.delete(comment.author, comment.id)
          }
          for (const { id: one } of comments.slice(-1)) touched.add(one)
        },
      ),
    ),
    options,
  )
  await expect(law).resolves.toBeUndefined()
})

async function ancestry(world: World, id: string): Promise<Map<string, string[]>> {
  const { data } = await world.ask(
    null,
    `{ post(id: "${id}") { thread(first: 100) { edges { node { id ancestors { id } } } } } }`,
  )
  const edges: { node: { id: string; ancestors: { id: string }[] } }[] = data.post.thread.edges
  return new Map(edges.map(({ node }) => [node.id, node.ancestors.map((above) => above.id)]))
}

test('tags: a walk shows each untouched tag once', async () => {
  const world = await build()
  const names = Array.from({ length: 12 }, (_, index) => `tag${index}`)
  const write = (name: string) => world.post(world.author, { tags: [name] })
  for (const name of names.slice(0, 9)) await write(name)
  const addOne = () => write(`tag${crypto.randomUUID()}`.slice(0, 20))
  const tags = list(
    'tags',
    `query ($after: String) { list: tags(first: 3, after: $after) { edges { node { name } } ${pageInfo} } }`,
    none,
    (data) => data.list,
    (edge) => edge.node.name,
  )
  const byName = { ...tags, query: tags.query.replace('tags(', 'tags(query: "TAG", ') }
  const law = fc.assert(
    fc.asyncProperty(history, fc.boolean(), (steps, searches) =>
      holds(world, searches ? byName : tags, '', steps, addOne, async ({ which }, touched) => {
        const name = pick(names, which)
        touched.add(name)
        await write(name)
      }),
    ),
    options,
  )
  await expect(law).resolves.toBeUndefined()
})
