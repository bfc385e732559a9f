import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'

type Person = Awaited<ReturnType<TestPosts['person']>>

const nodes = 'edges { node { id } }'
const ofUser = (id: string, list: string) =>
  `{ _entities(representations: [{ __typename: "User", id: "${id}" }]) { ... on User { list: ${list} } } }`

/** Bob does everything that puts him into a list; cid does the same beside him. */
async function everywhere() {
  const world = await testPosts()
  const person = (name: string, role?: Person['role']) => world.person(name, role)
  const [ann, bob, cid] = [await person('ann'), await person('bobby'), await person('bobbie')]
  const { services, post, comment } = world
  const shared = await post(await person('dora'), { title: 'Shared', tags: ['shared'] })
  const ofBob = await post(bob, { title: 'Apples of one', tags: ['t'] })
  const ofCid = await post(cid, { title: 'Apples of another', tags: ['t'] })
  const said: Record<string, string> = {}
  for (const one of [bob, cid]) {
    await services.follows.follow(ann, one.id)
    await services.follows.follow(one, cid.id === one.id ? bob.id : cid.id)
    await services.likes.likePost(one, shared)
    await services.reposts.repost(one, shared)
    said[one.handle] = await comment(one, shared, { body: `Said by ${one.handle}` })
    for (const id of [ofBob, ofCid]) await services.bookmarks.add(ann, id)
  }
  const underBob = await comment(cid, ofBob, { body: 'Under his post' })
  return { ...world, ann, bob, cid, shared, ofBob, ofCid, said, underBob }
}

type World = Awaited<ReturnType<typeof everywhere>>

/** Every list of the subgraph that has bob, or what he wrote, in it for ann; by what the ids of its nodes are. */
const lists: Record<string, (world: World) => string> = {
  LATEST: () => `{ list: feed(kind: LATEST) { ${nodes} } }`,
  ACTIVE: () => `{ list: feed(kind: ACTIVE) { ${nodes} } }`,
  FOLLOWING: () => `{ list: feed(kind: FOLLOWING) { ${nodes} } }`,
  'LATEST of a tag': () => `{ list: feed(kind: LATEST, tag: "t") { ${nodes} } }`,
  'ACTIVE of a tag': () => `{ list: feed(kind: ACTIVE, tag: "t") { ${nodes} } }`,
  'FOLLOWING of a tag': () => `{ list: feed(kind: FOLLOWING, tag: "t") { ${nodes} } }`,
  'search of posts': () => `{ list: searchPosts(query: "apples") { ${nodes} } }`,
  'search of people': () => `{ list: searchUsers(query: "bobb") { ${nodes} } }`,
  bookmarks: ({ ann }) =>
    `{ _entities(representations: [{ __typename: "Viewer", id: "${ann.id}" }]) { ... on Viewer { list: bookmarks { edges { node { id } } } } } }`,
  likedBy: ({ shared }) => `{ post(id: "${shared}") { list: likedBy { ${nodes} } } }`,
  repostedBy: ({ shared }) => `{ post(id: "${shared}") { list: repostedBy { ${nodes} } } }`,
  thread: ({ shared }) => `{ post(id: "${shared}") { list: thread { ${nodes} } } }`,
  comments: ({ shared }) => `{ post(id: "${shared}") { list: comments { ${nodes} } } }`,
  following: ({ ann }) => ofUser(ann.id, `following { ${nodes} }`),
  followers: ({ cid }) => ofUser(cid.id, `followers { ${nodes} }`),
  'his posts': ({ bob }) => ofUser(bob.id, `posts { ${nodes} }`),
  'his comments': ({ bob }) => ofUser(bob.id, `comments { ${nodes} }`),
}

async function shown({ ask, ...world }: World, viewer: Person | null, list: string): Promise<string> {
  const query = lists[list]?.({ ask, ...world })
  const { data, codes } = await ask(viewer, query ?? '')
  expect(codes).toEqual([])
  return JSON.stringify(data)
}

const ofHim = ({ bob, ofBob, said }: World) => [bob.id, ofBob, String(said.bobby)]
const namesHim = (world: World, text: string) => ofHim(world).some((id) => text.includes(id))

test.each(['block', 'mute'] as const)(
  'who does %s somebody meets nothing of them in any list; all others do',
  async (act) => {
    const world = await everywhere()
    const { services, ann, bob, cid } = world
    const others = [bob, cid, null]
    // But for the follows that a block ends.
    const readBy = (viewer: Person | null) =>
      Promise.all(
        Object.keys(lists)
          .filter((list) => !list.startsWith('follow') && (viewer !== null || !/FOLLOWING/.test(list)))
          .map(async (list) => (list === 'bookmarks' && viewer !== ann ? '' : shown(world, viewer, list))),
      )
    for (const list of Object.keys(lists))
      expect([list, namesHim(world, await shown(world, ann, list))]).toEqual([list, true])
    const before = await Promise.all(others.map(readBy))
    await services.blocks[act](ann, bob.id)
    for (const list of Object.keys(lists)) {
      const text = await shown(world, ann, list)
      expect([list, namesHim(world, text)]).toEqual([list, false])
    }
    expect(await Promise.all(others.map(readBy))).toEqual(before)
    await services.blocks[act === 'block' ? 'unblock' : 'unmute'](ann, bob.id)
    for (const list of Object.keys(lists)) {
      const ended = act === 'block' && /following/i.test(list)
      expect([list, namesHim(world, await shown(world, ann, list))]).toEqual([list, !ended])
    }
  },
)

test('what stands at an address: a blocked author’s post is gone for who blocks, a muted one’s is there, and the blocked read on', async () => {
  const world = await everywhere()
  const { ask, services, ann, bob, cid, ofBob, ofCid, underBob } = world
  const postOf = async (viewer: Person | null, id: string) =>
    (await ask(viewer, `{ post(id: "${id}") { id } }`)).data.post
  await services.blocks.mute(ann, bob.id)
  expect(await postOf(ann, ofBob)).toEqual({ id: ofBob })
  await services.blocks.block(ann, bob.id)
  expect(await postOf(ann, ofBob)).toBeNull()
  expect((await ask(ann, `{ comment(id: "${underBob}") { id } }`)).data.comment).toBeNull()
  expect(await shown(world, ann, 'his comments')).not.toContain(underBob)
  await services.blocks.block(cid, bob.id)
  const whole = `{ post(id: "${ofCid}") { title bodyHtml likeCount thread { totalCount edges { node { body author { id } } } } } }`
  expect(await ask(bob, whole)).toEqual(await ask(null, whole))
})

test('rankings know no block', async () => {
  const { ask, services, ann, bob, ofBob } = await everywhere()
  await services.blocks.block(ann, bob.id)
  const { data } = await ask(
    ann,
    `{ _entities(representations: [{ __typename: "Post", ref: "${ofBob}" }]) { ... on Post { title } } }`,
  )
  expect(data._entities).toEqual([{ title: 'Apples of one' }])
})

const thread = `query ($id: ID!) { post(id: $id) { commentCount thread { totalCount edges { node {
  id body author { id } hidden removed replyCount parent { id body } } } } } }`

test('in a thread somebody hidden is one quiet line where others are heard below, and nothing else', async () => {
  const { ask, services, person, post, comment } = await testPosts()
  const [ann, bob, cid] = [await person('ann'), await person('bob'), await person('cid')]
  const id = await post(cid)
  const answered = await comment(bob, id, { body: 'Answered' })
  const between = await comment(bob, id, { parentId: answered, body: 'Between' })
  const heard = await comment(cid, id, { parentId: between, body: 'Heard' })
  const alone = await comment(bob, id, { body: 'Alone' })
  await comment(bob, id, { parentId: alone, body: 'To himself' })
  await comment(bob, id, { parentId: heard, body: 'Last word' })
  const rows = async (viewer: Person | null) => {
    const { data, codes } = await ask(viewer, thread, { id })
    expect(codes).toEqual([])
    const { edges, totalCount } = data.post.thread
    return { totalCount, nodes: edges.map(({ node }: { node: object }) => node) }
  }
  const before = await rows(ann)
  await services.blocks.block(ann, bob.id)
  const line = { body: '', author: null, hidden: 'BLOCKED', removed: false }
  expect(await rows(ann)).toMatchObject({
    totalCount: before.totalCount,
    nodes: [
      { id: answered, ...line, replyCount: 1, parent: null },
      { id: between, ...line, parent: { id: answered, body: '' } },
      { id: heard, body: 'Heard', author: { id: cid.id }, hidden: null, replyCount: 1, parent: { body: '' } },
    ],
  })
  for (const order of ['NEWEST', 'OLDEST']) {
    const { data } = await ask(
      ann,
      `{ post(id: "${id}") { comments(sort: ${order}) { edges { node { id hidden } } } } }`,
    )
    expect(data.post.comments.edges).toEqual([{ node: { id: answered, hidden: 'BLOCKED' } }])
  }
  expect(await rows(bob)).toEqual(before)
  expect(await rows(null)).toEqual(before)

  const one = (reveal: boolean) =>
    ask(
      ann,
      `{ comment(id: "${answered}", reveal: ${reveal}) { body bodyHtml author { id } hidden replies { edges { node { body } } } } }`,
    )
  expect((await one(false)).data.comment).toMatchObject({ body: '', bodyHtml: '', author: null, hidden: 'BLOCKED' })
  expect((await one(true)).data.comment).toMatchObject({
    body: 'Answered',
    bodyHtml: '<p>Answered</p>',
    author: { id: bob.id },
    hidden: 'BLOCKED',
    replies: { edges: [{ node: { body: '' } }] },
  })
  await services.blocks.unblock(ann, bob.id)
  await services.blocks.mute(ann, bob.id)
  expect((await rows(ann)).nodes[0]).toMatchObject({ body: '', author: null, hidden: 'MUTED' })
  await services.comments.delete(bob, answered)
  expect((await rows(ann)).nodes[0]).toMatchObject({ removed: true, hidden: null })
})

test.each(['MODERATOR', 'ADMIN'] as const)(
  'a %s sees all that stands at an address, whoever they blocked, and is hidden from by nobody',
  async (role) => {
    const world = await everywhere()
    const { ask, services, person, bob, shared, ofBob, said } = world
    const staff = await person('staff', role)
    await services.blocks.block(staff, bob.id)
    await services.blocks.block(bob, staff.id)
    const { data } = await ask(staff, thread, { id: shared })
    expect(data.post.thread.edges[0].node).toMatchObject({
      body: 'Said by bobby',
      author: { id: bob.id },
      hidden: null,
    })
    expect((await ask(staff, `{ post(id: "${ofBob}") { title } }`)).data.post).toEqual({ title: 'Apples of one' })
    for (const list of ['his posts', 'his comments'])
      expect(namesHim(world, await shown(world, staff, list))).toBe(true)
    for (const list of ['LATEST', 'search of posts', 'likedBy'])
      expect(namesHim(world, await shown(world, staff, list))).toBe(false)
    const act = { commentId: String(said.bobby), reason: 'It breaks a rule.' }
    expect(await services.removal.remove(staff, act)).toMatchObject({ __typename: 'RemoveContentSuccess' })
  },
)

test('somebody followed and muted is in no repost either', async () => {
  const { ask, services, ann, bob, cid, shared } = await everywhere()
  const reposts = async () => {
    const { data } = await ask(ann, '{ feed(kind: FOLLOWING) { edges { node { id } repost { count users { id } } } } }')
    return data.feed.edges.find((edge: { node: { id: string } }) => edge.node.id === shared)?.repost
  }
  await services.blocks.mute(ann, bob.id)
  expect(await reposts()).toEqual({ count: 1, users: [{ id: cid.id }] })
  await services.blocks.mute(ann, cid.id)
  expect(await reposts()).toBeUndefined()
})
