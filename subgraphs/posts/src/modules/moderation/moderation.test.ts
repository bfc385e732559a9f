import { randomUUID } from 'node:crypto'
import type { Viewer } from '@forum/graphql-kit'
import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import { commentIdOf, postIdOf } from '../../ids.ts'
import { placeUnder } from '../comments/comment-placement.ts'

const ruleId = '0d000000-0000-7000-8000-000000000001'

/** A forum whose Auth knows ranks and one rule; `ann` writes, `bob` reads, `mod` and `ada` (an admin) moderate. */
async function moderatedForum() {
  const ranks = new Map<string, Viewer['role']>()
  const forum = await testPosts({
    standing: {
      rankOf: async (id) => ranks.get(id) ?? 'USER',
      rule: async (id) => (id === ruleId ? { id, title: 'Be kind' } : null),
    },
  })
  const [ann, bob] = [await forum.person('ann'), await forum.person('bob')]
  const [mod, other] = [await forum.person('mod', 'MODERATOR'), await forum.person('other', 'MODERATOR')]
  const ada = await forum.person('ada', 'ADMIN')
  for (const { id, role } of [mod, other, ada]) ranks.set(id, role)
  const act = async (by: Viewer | null, mutation: string, input: object) => {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1)
    const { data, codes } = await forum.ask(
      by,
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename ... on Problem { code }
        ... on ${name}Success { ${/(lock|pin)Post/i.test(mutation) ? 'post { id locked pinned version }' : 'act { id kind affected undoneAt }'} } } }`,
      { input },
    )
    return codes[0] ?? data[mutation]
  }
  return { ...forum, ann, bob, mod, other, ada, act }
}

type Forum = Awaited<ReturnType<typeof moderatedForum>>

const remove = (forum: Forum, input: object, by = forum.mod) =>
  forum.act(by, 'removeContent', { reason: 'It is spam.', ...input })

const postFields =
  'id title body removal { reason rule { id } by { id } } viewerCanEdit viewerCanDelete viewerCanComment viewerCanModerate'
const readPost = async ({ ask }: Forum, viewer: Viewer | null, id: string) =>
  (await ask(viewer, `query ($id: ID!) { post(id: $id) { ${postFields} } }`, { id })).data.post

const readThread = async ({ ask }: Forum, viewer: Viewer | null, id: string) => {
  const fields =
    'commentCount comments { totalCount edges { node { body } } } thread { totalCount edges { node { id body removed author { id } depth } } }'
  const { post } = (await ask(viewer, `query ($id: ID!) { post(id: $id) { ${fields} } }`, { id })).data
  const nodes: { id: string; body: string; removed: boolean; author: object | null }[] = post.thread.edges.map(
    ({ node }: { node: object }) => node,
  )
  return { bodies: nodes.map(({ body }) => body), nodes, count: post.commentCount, total: post.thread.totalCount }
}

test('a removed post is there for its author, marked, and for moderators, and for nobody else', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, post } = forum
  const id = await post(ann, { title: 'Buy now' })
  const removed = await remove(forum, { postId: id, reason: ' ', ruleId })
  expect(removed).toMatchObject({ __typename: 'RemoveContentSuccess', act: { kind: 'REMOVE', affected: 1 } })
  const removal = { reason: 'Be kind', rule: { id: ruleId } }
  const mark = { title: 'Buy now', viewerCanEdit: false, viewerCanComment: false }
  expect(await readPost(forum, ann, id)).toMatchObject({
    ...mark,
    removal: { ...removal, by: null },
    viewerCanDelete: true,
    viewerCanModerate: false,
  })
  expect(await readPost(forum, mod, id)).toMatchObject({
    ...mark,
    removal: { ...removal, by: { id: mod.id } },
    viewerCanDelete: false,
    viewerCanModerate: true,
  })
  for (const viewer of [bob, null]) expect(await readPost(forum, viewer, id)).toBeNull()
})

test('what is removed is in no list and no number of anybody, and comes back with all of them', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, ask, post, comment, services } = forum
  const id = await post(ann, { title: 'Secret words', tags: ['t'] })
  const commentId = await comment(bob, id)
  await services.reposts.repost(bob, id)
  for (const viewer of [ann, bob, mod]) {
    await services.bookmarks.add(viewer, id)
    await services.follows.follow(viewer, viewer === bob ? ann.id : bob.id)
  }
  const everywhere = `query ($id: ID!) {
    feed { edges { node { id } } } active: feed(kind: ACTIVE) { edges { node { id } } } tagged: feed(tag: "t") { edges { node { id } } }
    following: feed(kind: FOLLOWING) { edges { node { id } } } searchPosts(query: "secret") { edges { node { id } } } pinnedPosts { id }
    tag(name: "t") { postCount } tags { edges { node { id } } } feedActivity(since: "2020-01-01T00:00:00Z") { newPosts }
    _entities(representations: [{ __typename: "Post", ref: $id }, { __typename: "User", id: "${bob.id}" }]) {
      ... on Post { id } ... on User { comments { totalCount edges { node { id } } } } } }`
  const bookmarks = (viewer: Viewer) => `{ _entities(representations: [{ __typename: "Viewer", id: "${viewer.id}" }]) {
    ... on Viewer { bookmarks { edges { postId node { id } } } } } }`
  const seen = async (viewer: Viewer) => [
    (await ask(viewer, everywhere, { id })).data,
    (await ask(viewer, bookmarks(viewer))).data._entities[0].bookmarks.edges,
  ]
  await forum.act(mod, 'pinPost', { postId: id })
  const before = await Promise.all([ann, bob, mod].map(seen))
  await remove(forum, { postId: id })
  const empty = { edges: [] }
  const none = {
    feed: empty,
    active: empty,
    tagged: empty,
    following: empty,
    searchPosts: empty,
    pinnedPosts: [],
    tag: null,
  }
  for (const viewer of [bob, mod]) {
    const [lists, marks] = await seen(viewer)
    expect(lists).toMatchObject({ ...none, tags: empty, feedActivity: { newPosts: 0 } })
    expect(lists._entities).toEqual([null, { comments: { totalCount: 0, edges: [] } }])
    expect(marks).toEqual([{ postId: id, node: null }])
  }
  const [ofAuthor, marks] = await seen(ann)
  expect([ofAuthor, marks]).toMatchObject([none, [{ postId: id, node: null }]])
  const own = `{ _entities(representations: [{ __typename: "User", id: "${ann.id}" }]) { ... on User { posts { edges { node { id } } } } } }`
  expect((await ask(ann, own)).data._entities[0].posts.edges).toEqual([{ node: { id } }])
  for (const viewer of [bob, mod]) expect((await ask(viewer, own)).data._entities[0].posts.edges).toEqual([])
  expect((await forum.act(mod, 'restoreContent', { postId: id })).act.kind).toBe('RESTORE')
  expect(await Promise.all([ann, bob, mod].map(seen))).toEqual(before)
  expect((await forum.events()).slice(-2).map(({ type }) => type)).toEqual(['content_removed', 'content_restored'])
  expect(commentId).toBeTruthy()
})

test('removed text is frozen, and its author may delete it', async () => {
  const forum = await moderatedForum()
  const { ann, mod, post, comment, services } = forum
  const [id, open] = [await post(ann), await post(ann)]
  const commentId = await comment(ann, open)
  const before = await services.likes.likeComment(mod, commentId)
  await remove(forum, { postId: id })
  await remove(forum, { commentId })
  const body = 'Changed.'
  const refusals = await Promise.all([
    services.posts.update(ann, { id, body }),
    services.posts.update(ann, { id, visibility: 'PRIVATE' }),
    services.likes.likePost(mod, id),
    services.reposts.repost(mod, id),
    services.bookmarks.add(mod, id),
    services.comments.add(mod, { postId: id, body }),
    services.comments.update(ann, { id: commentId, body }),
    services.likes.likeComment(ann, commentId),
    services.comments.add(ann, { postId: open, parentId: commentId, body }),
  ])
  expect(refusals.map((outcome) => 'code' in outcome && outcome.code)).toEqual(refusals.map(() => 'REMOVED'))
  expect((await services.comments.add(forum.bob, { postId: open, parentId: commentId, body })).__typename).toBe(
    'NotFound',
  )
  expect(before.__typename).toBe('LikeCommentSuccess')
  expect((await services.likes.unlikeComment(mod, commentId)).__typename).toBe('UnlikeCommentSuccess')
  expect((await services.comments.delete(ann, commentId)).__typename).toBe('DeleteCommentSuccess')
  expect((await services.posts.delete(ann, id)).__typename).toBe('DeletePostSuccess')
  expect((await forum.events()).at(-1)?.data).toMatchObject({ deleted: true, removed: true, version: 3 })
  for (const viewer of [ann, mod]) expect(await readPost(forum, viewer, id)).toBeNull()
  expect((await forum.act(mod, 'restoreContent', { postId: id })).code).toBe('POST_NOT_FOUND')
})

test('a removed comment leaves one quiet line where others answered it, and moderators read on', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, post, comment } = forum
  const id = await post(ann)
  const top = await comment(ann, id, { body: 'top' })
  const reply = await comment(bob, id, { parentId: top, body: 'reply' })
  await comment(bob, id, { parentId: reply, body: 'below' })
  const leaf = await comment(ann, id, { body: 'leaf' })
  await remove(forum, { commentId: leaf })
  await remove(forum, { commentId: top })
  for (const viewer of [bob, null]) {
    const { nodes, bodies, count, total } = await readThread(forum, viewer, id)
    expect([bodies, count, total]).toEqual([['', 'reply', 'below'], 2, 3])
    expect(nodes[0]).toMatchObject({ removed: true, author: null })
  }
  const moderated = await readThread(forum, mod, id)
  expect([moderated.bodies, moderated.count]).toEqual([['top', 'reply', 'below', 'leaf'], 2])
  expect(moderated.nodes[0]).toMatchObject({ removed: true, author: { id: ann.id } })
  const one = async (viewer: Viewer | null) =>
    (
      await forum.ask(viewer, 'query ($id: ID!) { comment(id: $id) { body removed removal { reason by { id } } } }', {
        id: leaf,
      })
    ).data.comment
  expect(await one(ann)).toEqual({ body: 'leaf', removed: true, removal: { reason: 'It is spam.', by: null } })
  expect(await one(mod)).toEqual({
    body: 'leaf',
    removed: true,
    removal: { reason: 'It is spam.', by: { id: mod.id } },
  })
  for (const viewer of [bob, null]) expect(await one(viewer)).toBeNull()
})

test('a branch is removed as one act; what its author deleted in it stays deleted when it is undone', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, other, post, comment, services } = forum
  const id = await post(ann)
  const top = await comment(ann, id, { body: 'top' })
  const reply = await comment(bob, id, { parentId: top, body: 'reply' })
  await comment(ann, id, { parentId: reply, body: 'below' })
  await comment(ann, id, { body: 'beside' })
  const { act } = await remove(forum, { commentId: top, withReplies: true })
  expect(act.affected).toBe(3)
  expect((await readThread(forum, null, id)).bodies).toEqual(['beside'])
  await services.comments.delete(bob, reply)
  // A deleted placeholder that leads to what moderators still read stays in their thread.
  expect((await readThread(forum, mod, id)).bodies).toEqual(['top', '', 'below', 'beside'])
  expect((await forum.act(other, 'undoModeration', { actId: act.id })).act.undoneAt).not.toBeNull()
  const { bodies, count, total } = await readThread(forum, null, id)
  expect([bodies, count, total]).toEqual([['top', '', 'below', 'beside'], 3, 4])
})

test('a text stays removed while any act upon it stands', async () => {
  const forum = await moderatedForum()
  const { ann, mod, post } = forum
  const id = await post(ann)
  const [first, second] = [await remove(forum, { postId: id }), await remove(forum, { postId: id, reason: 'Twice.' })]
  expect((await readPost(forum, ann, id)).removal.reason).toBe('Twice.')
  await forum.act(mod, 'undoModeration', { actId: second.act.id })
  expect((await readPost(forum, ann, id)).removal.reason).toBe('It is spam.')
  await forum.act(mod, 'undoModeration', { actId: second.act.id })
  expect(await readPost(forum, null, id)).toBeNull()
  await forum.act(mod, 'undoModeration', { actId: first.act.id })
  expect((await readPost(forum, null, id)).removal).toBeNull()
  await remove(forum, { postId: id })
  await remove(forum, { postId: id })
  const restored = await forum.act(mod, 'restoreContent', { postId: id })
  expect(await readPost(forum, null, id)).not.toBeNull()
  expect((await forum.act(mod, 'restoreContent', { postId: id })).act).toBeNull()
  expect((await forum.act(mod, 'undoModeration', { actId: restored.act.id })).code).toBe('NOT_UNDOABLE')
})

test('nobody acts upon themselves or upon an equal or higher rank, and who has none not at all', async () => {
  const forum = await moderatedForum()
  const { ann, mod, other, ada, post } = forum
  const [ofMod, ofAda, ofAnn] = [await post(mod), await post(ada), await post(ann)]
  const code = async (by: Viewer | null, mutation: string, input: object) => {
    const outcome = await forum.act(by, mutation, input)
    return outcome.code ?? outcome.__typename ?? outcome
  }
  const reason = 'No.'
  expect(await code(mod, 'removeContent', { postId: ofMod, reason })).toBe('ONESELF')
  expect(await code(other, 'removeContent', { postId: ofMod, reason })).toBe('RANK')
  expect(await code(other, 'lockPost', { postId: ofAda })).toBe('RANK')
  expect(await code(mod, 'removeAllOf', { userId: ada.id, since: '2020-01-01T00:00:00.000Z', reason })).toBe('RANK')
  const removed = await remove(forum, { postId: ofMod }, ada)
  expect(await code(mod, 'undoModeration', { actId: removed.act.id })).toBe('ONESELF')
  expect(await code(mod, 'restoreContent', { postId: ofMod })).toBe('ONESELF')
  expect(await code(other, 'undoModeration', { actId: removed.act.id })).toBe('RANK')
  await forum.act(ada, 'undoModeration', { actId: removed.act.id })
  expect(await code(ada, 'lockPost', { postId: ofMod })).toBe('LockPostSuccess')
  expect(await code(mod, 'unlockPost', { postId: ofMod })).toBe('ONESELF')
  expect(await code(ada, 'unlockPost', { postId: ofMod })).toBe('UnlockPostSuccess')
  expect(await code(mod, 'lockPost', { postId: ofMod })).toBe('LockPostSuccess')
  expect(await code(mod, 'unlockPost', { postId: ofMod })).toBe('UnlockPostSuccess')
  for (const mutation of ['removeContent', 'restoreContent', 'lockPost', 'unlockPost', 'pinPost', 'unpinPost']) {
    const input = { postId: ofAnn, ...(mutation === 'removeContent' ? { reason } : {}) }
    expect([mutation, await code(ann, mutation, input)]).toEqual([mutation, 'FORBIDDEN'])
    expect([mutation, await code(null, mutation, input)]).toEqual([mutation, 'UNAUTHENTICATED'])
  }
  expect(await code(ann, 'undoModeration', { actId: removed.act.id })).toBe('FORBIDDEN')
})

test('without Auth nobody is acted upon, because nobody knows their rank', async () => {
  const away = () => Promise.reject(new Error('away'))
  const { ask, person, post } = await testPosts({ standing: { rankOf: away, rule: away } })
  const id = await post(await person('ann'))
  const mod = await person('mod', 'MODERATOR')
  const query = 'mutation ($id: ID!) { removeContent(input: { postId: $id, reason: "x" }) { __typename } }'
  expect((await ask(mod, query, { id })).codes).toEqual(['AUTH_UNAVAILABLE'])
  const pin = 'mutation ($id: ID!) { pinPost(input: { postId: $id }) { __typename } }'
  expect((await ask(mod, pin, { id })).data.pinPost.__typename).toBe('PinPostSuccess')
})

test('a reason is asked for, a rule must be one of the place, and either a post or a comment is named', async () => {
  const forum = await moderatedForum()
  const id = await forum.post(forum.ann)
  const fields = async (input: object) => {
    const query =
      'mutation ($input: RemoveContentInput!) { removeContent(input: $input) { __typename ... on InvalidInput { fields { code } } } }'
    const { removeContent } = (await forum.ask(forum.mod, query, { input })).data
    return removeContent.fields?.map(({ code }: { code: string }) => code) ?? removeContent.__typename
  }
  expect(await fields({ postId: id, reason: ' ' })).toEqual(['REASON_LENGTH'])
  expect(await fields({ postId: id, reason: 'x'.repeat(501) })).toEqual(['REASON_LENGTH'])
  expect(await fields({ postId: id, reason: 'x', ruleId: randomUUID() })).toEqual(['RULE_NOT_FOUND'])
  expect(await fields({ postId: id, reason: 'x', ruleId: 'none' })).toEqual(['RULE_NOT_FOUND'])
  expect(await fields({ reason: 'x' })).toEqual(['EITHER'])
  expect(await fields({ postId: id, commentId: id, reason: 'x' })).toEqual(['EITHER'])
  expect(await fields({ postId: 'rubbish', reason: 'x' })).toBe('NotFound')
  expect(await fields({ postId: id, reason: 'a\u0000b\nc <script>' })).toBe('RemoveContentSuccess')
})

test('an act is for moderators, and without who did it for whom it concerns; the log is for moderators', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, ask, post, comment } = forum
  const id = await post(ann)
  const top = await comment(ann, id)
  await comment(bob, id, { parentId: top })
  const { act } = await remove(forum, { commentId: top, withReplies: true })
  const fields = 'id kind reason affected by { id } whom { id } comment { body }'
  const one = async (viewer: Viewer | null) =>
    ask(viewer, `query ($id: ID!) { moderationAct(id: $id) { ${fields} } }`, { id: act.id })
  expect((await one(mod)).data.moderationAct).toMatchObject({ by: { id: mod.id }, whom: { id: ann.id }, affected: 2 })
  expect((await one(ann)).data.moderationAct).toMatchObject({ by: null, whom: { id: ann.id }, reason: 'It is spam.' })
  // Whose reply went with it reads why, and nothing of whose branch it was.
  expect((await one(bob)).data.moderationAct).toMatchObject({ by: null, whom: null, comment: null })
  expect((await one(await forum.person('carl'))).data.moderationAct).toBeNull()
  expect((await one(null)).codes).toEqual(['UNAUTHENTICATED'])
  const acts = async (viewer: Viewer) => {
    const query =
      '{ _entities(representations: [{ __typename: "Viewer", id: "ID" }]) { ... on Viewer { acts { edges { node { id } } } } } }'
    return (await ask(viewer, query.replace('ID', viewer.id))).data._entities[0].acts.edges.length
  }
  expect([await acts(ann), await acts(bob), await acts(mod)]).toEqual([1, 1, 0])
  const log =
    'query ($userId: ID) { moderationActs(userId: $userId, first: 1) { edges { cursor node { id } } pageInfo { hasNextPage } } }'
  expect((await ask(ann, log)).codes).toEqual(['FORBIDDEN'])
  expect((await ask(mod, log, { userId: bob.id })).data.moderationActs.edges).toMatchObject([{ node: { id: act.id } }])
  await forum.act(mod, 'pinPost', { postId: id })
  expect((await ask(mod, log)).data.moderationActs.pageInfo.hasNextPage).toBe(true)
})

test('a locked thread takes no comments but of moderators; own ones may be deleted, not edited; likes stay', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, post, comment, services } = forum
  const id = await post(ann)
  const commentId = await comment(bob, id)
  expect((await forum.act(mod, 'lockPost', { postId: id, reason: 'Enough.' })).post).toMatchObject({
    locked: true,
    version: 2,
  })
  expect((await forum.act(mod, 'lockPost', { postId: id })).post).toMatchObject({ locked: true, version: 2 })
  expect(await services.comments.add(bob, { postId: id, body: 'More.' })).toMatchObject({ code: 'LOCKED' })
  expect(await services.comments.update(bob, { id: commentId, body: 'More.' })).toMatchObject({ code: 'LOCKED' })
  expect((await readPost(forum, bob, id)).viewerCanComment).toBe(false)
  expect((await readPost(forum, mod, id)).viewerCanComment).toBe(true)
  expect((await services.comments.add(mod, { postId: id, body: 'Closed.' })).__typename).toBe('AddCommentSuccess')
  expect((await services.likes.likePost(bob, id)).__typename).toBe('LikePostSuccess')
  expect((await services.comments.delete(bob, commentId)).__typename).toBe('DeleteCommentSuccess')
  await forum.act(mod, 'unlockPost', { postId: id })
  expect((await services.comments.add(bob, { postId: id, body: 'More.' })).__typename).toBe('AddCommentSuccess')
  const types = (await forum.events()).map(({ type }) => type).filter((type) => type.includes('lock'))
  expect(types).toEqual(['post_locked', 'post_unlocked'])
})

test('at most three posts are pinned, also when many are at once, and each can be undone', async () => {
  const forum = await moderatedForum()
  const { ann, mod, other, post } = forum
  const ids = await Promise.all(Array.from({ length: 6 }, () => post(ann)))
  const outcomes = await Promise.all(
    ids.map((postId, index) => forum.act(index % 2 ? mod : other, 'pinPost', { postId })),
  )
  expect(outcomes.filter(({ __typename }) => __typename === 'PinPostSuccess')).toHaveLength(3)
  expect(outcomes.filter(({ code }) => code === 'PINS_FULL')).toHaveLength(3)
  const pinned = async (): Promise<{ id: string; pinned: boolean }[]> =>
    (await forum.ask(null, '{ pinnedPosts { id pinned } }')).data.pinnedPosts
  const [first] = await pinned()
  expect(await pinned()).toHaveLength(3)
  // What is hidden gives its place away when somebody needs it, and keeps it else.
  await remove(forum, { postId: first?.id })
  expect(await pinned()).toHaveLength(2)
  await forum.act(mod, 'restoreContent', { postId: first?.id })
  expect(await pinned()).toHaveLength(3)
  await remove(forum, { postId: first?.id })
  const free = ids.find((_, index) => outcomes[index].code === 'PINS_FULL')
  expect((await forum.act(mod, 'pinPost', { postId: free })).post.pinned).toBe(true)
  await forum.act(mod, 'restoreContent', { postId: first?.id })
  expect((await pinned()).map(({ id }) => id)).not.toContain(first?.id)
  await forum.act(mod, 'unpinPost', { postId: free })
  expect(await pinned()).toHaveLength(2)
})

test('what somebody wrote since a moment goes as one act in batches, and comes back whole', async () => {
  const forum = await moderatedForum()
  const { ann, bob, mod, post, comment, services, database, clock } = forum
  const old = await post(bob, { title: 'Old' })
  clock.pass(60_000)
  const since = clock.now().toISOString()
  const hosts = [await post(ann), await post(ann)]
  const spam = await post(bob, { tags: ['spam'] })
  await post(bob, { visibility: 'PRIVATE' })
  for (const id of hosts) await comment(ann, id)
  await database.transaction(async (tx) => {
    const given = Array.from({ length: 1_100 }, (_, index) => {
      const createdAt = clock.now()
      const id = commentIdOf(randomUUID())
      const on = postIdOf(hosts[index % 2] ?? '')
      const text = { authorId: bob.id, body: 'spam', html: '<p>spam</p>', rendererVersion: 1, createdAt }
      return { id, postId: on, ...text, ...placeUnder(null, id, createdAt) }
    })
    await services.comments.insert(tx, given, new Map(hosts.map((id) => [postIdOf(id), { authorId: ann.id }])))
  })
  const counts = async () => Promise.all(hosts.map(async (id) => (await readThread(forum, null, id)).count))
  expect(await counts()).toEqual([551, 551])
  const input = { userId: bob.id, since, reason: 'Spam.' }
  const dry = await forum.ask(
    mod,
    'mutation ($input: RemoveAllOfInput!) { removeAllOf(input: $input) { ... on RemoveAllOfSuccess { affected act { id } } } }',
    { input: { ...input, reason: '', dryRun: true } },
  )
  expect(dry.data.removeAllOf).toEqual({ affected: 1_101, act: null })
  const { act } = await forum.act(mod, 'removeAllOf', input)
  expect(act.affected).toBe(1_101)
  // Another ends it before all of it is carried out: what is left is neither removed nor forgotten.
  await services.removalEngine.carryOutAll()
  expect([await counts(), await readPost(forum, null, spam)]).toEqual([[1, 1], null])
  expect(await readPost(forum, null, old)).not.toBeNull()
  await forum.act(forum.other, 'undoModeration', { actId: act.id })
  await services.removalEngine.carryOutAll()
  expect(await counts()).toEqual([551, 551])
  const again = await forum.act(mod, 'removeAllOf', input)
  await forum.act(forum.other, 'undoModeration', { actId: again.act.id })
  await Promise.all([services.removalEngine.carryOutAll(), services.removalEngine.carryOutAll()])
  expect([await counts(), (await services.tags.named('spam'))?.postCount]).toEqual([[551, 551], 1])
  const told = (await forum.events()).filter(({ type }) => type === 'content_restored')
  expect(new Set(told.map(({ data }) => data.actorId))).toEqual(new Set([forum.other.id]))
  const held: unknown[] = await database.sql.$queryRaw`SELECT id FROM comments WHERE removals <> 0`
  expect(held).toEqual([])
})
