import type { Viewer } from '@forum/graphql-kit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TestPosts, testPosts } from '../../../tests/test-posts.ts'

// Any order, repetition and undo of acts and deletions gives what a plain model in memory says: a text is shown if its author did not delete it
// and no act upon it stands, and everything that is counted follows from that.

type Text = { id: string; author: number; post: number; parent: number | null; deleted: boolean; holding: Set<number> }

const authors = 2
const posts = 2
const texts = 10

const some = fc.nat({ max: texts - 1 })
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('remove' as const), text: some, withReplies: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('removeAll' as const), author: fc.nat({ max: authors - 1 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('restore' as const), text: some }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('undo' as const), act: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), text: some }) },
)
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

/** Two posts with four comments each, of two people who write in turn: a branch of three, and one beside it. */
async function plant({ person, post, comment }: TestPosts) {
  const people = await Promise.all(Array.from({ length: authors }, (_, index) => person(`author${index}`)))
  const all: Text[] = []
  const add = (id: string, author: number, on: number, parent: number | null) =>
    all.push({ id, author, post: on, parent, deleted: false, holding: new Set() }) - 1
  for (let on = 0; on < posts; on += 1) add(await post(people[on] as Viewer, { tags: ['t'] }), on, on, null)
  for (let on = 0; on < posts; on += 1) {
    let parent: number | null = null
    for (let each = 0; each < 4; each += 1) {
      const author = (on + each) % authors
      const under = each === 3 ? null : parent
      const parentId = under === null ? {} : { parentId: all[under]?.id ?? '' }
      parent = add(await comment(people[author] as Viewer, all[on]?.id ?? '', parentId), author, on, under)
    }
  }
  return { people, all }
}

const isPost = (text: Text, all: readonly Text[]) => all.indexOf(text) < posts
const isShown = (text: Text) => !text.deleted && text.holding.size === 0

function branchOf(text: Text, all: readonly Text[]): Text[] {
  if (isPost(text, all)) return all.filter((other) => other.post === text.post)
  const isBelow = (other: Text): boolean =>
    other === text || (other.parent !== null && isBelow(all[other.parent] as Text))
  return all.filter((other) => !isPost(other, all) && isBelow(other))
}

/** What everybody sees of a thread, and the numbers of its post. */
function expected(on: number, all: readonly Text[]) {
  const comments = all.filter((text) => text.post === on && !isPost(text, all))
  const isSeen = (text: Text): boolean =>
    isShown(text) || comments.some((other) => other.parent === all.indexOf(text) && isSeen(other))
  const seen = comments.filter(isSeen)
  return {
    listed: isShown(all[on] as Text),
    comments: comments.filter(isShown).length,
    thread: seen.length,
    topLevel: seen.filter((text) => text.parent === null).length,
    seen: seen.map((text) => text.id).toSorted(),
  }
}

async function actual({ database }: TestPosts, id: string) {
  const [row]: {
    listed: boolean
    comments: number
    thread: number
    topLevel: number
    seen: string[]
    searched: boolean
  }[] = await database.sql.$queryRaw`
      SELECT c.listed, c.comment_count AS comments, c.thread_count AS thread, c.top_level_count AS "topLevel",
        ARRAY(SELECT id::text FROM comments m WHERE m.post_id = c.post_id AND m.seen AND (m.removals = 0 OR m.reply_count > 0) ORDER BY 1) AS seen,
        EXISTS (SELECT FROM post_search s WHERE s.post_id = c.post_id) AS searched
      FROM post_counters c WHERE c.post_id = ${id}::uuid`
  const { searched, ...rest } = row ?? { searched: null }
  return { rest, searched }
}

type Planted = Awaited<ReturnType<typeof plant>>
/** What came of a step, and what should have. */
type Answer = { step: string; came: unknown; should: unknown }

async function run({ services }: TestPosts, mod: Viewer, { people, all }: Planted, steps: readonly Step[]) {
  const answers: Answer[] = []
  const acts: string[] = []
  const refOf = (text: Text) => (isPost(text, all) ? { postId: text.id } : { commentId: text.id })
  /** Moderators find what is not deleted, under what is not deleted. */
  const isThere = (text: Text) => !text.deleted && !all[text.post]?.deleted
  const hold = (id: string, held: readonly Text[]) => {
    for (const text of held) if (!text.deleted) text.holding.add(acts.length)
    acts.push(id)
  }
  const textOf = (index: number) => all[index] as Text
  const take = {
    remove: async ({ text: index, withReplies }: Extract<Step, { do: 'remove' }>) => {
      const text = textOf(index)
      const outcome = await services.removal.remove(mod, { ...refOf(text), withReplies, reason: 'x' })
      if ('actId' in outcome) hold(outcome.actId, withReplies ? branchOf(text, all) : [text])
      return { came: outcome.__typename, should: isThere(text) ? 'RemoveContentSuccess' : 'NotFound' }
    },
    removeAll: async ({ author: index }: Extract<Step, { do: 'removeAll' }>) => {
      const { id: userId } = people[index] as Viewer
      const outcome = await services.removal.removeAllOf(mod, { userId, since: new Date(0), reason: 'x' })
      const held = all.filter((one) => one.author === index && isThere(one))
      if ('actId' in outcome && outcome.actId) hold(outcome.actId, held)
      return { came: 'affected' in outcome && outcome.affected, should: held.length }
    },
    restore: async ({ text: index }: Extract<Step, { do: 'restore' }>) => {
      const text = textOf(index)
      const outcome = await services.removal.restore(mod, refOf(text))
      if (isThere(text)) text.holding.clear()
      return { came: outcome.__typename, should: isThere(text) ? 'RestoreContentSuccess' : 'NotFound' }
    },
    undo: async ({ act }: Extract<Step, { do: 'undo' }>) => {
      const index = act % Math.max(1, acts.length)
      const outcome = await services.moderation.undo(mod, acts[index] ?? 'none')
      for (const one of all) one.holding.delete(index)
      return { came: outcome.__typename, should: acts.length > 0 ? 'UndoModerationSuccess' : 'NotFound' }
    },
    delete: async ({ text: index }: Extract<Step, { do: 'delete' }>) => {
      const text = textOf(index)
      const author = people[text.author] as Viewer
      const was = text.deleted
      text.deleted = true
      const outcome = isPost(text, all)
        ? await services.posts.delete(author, text.id)
        : await services.comments.delete(author, text.id)
      return { came: outcome.__typename === 'NotFound', should: was }
    },
  }
  for (const step of steps) {
    const told =
      step.do === 'remove'
        ? await take.remove(step)
        : step.do === 'removeAll'
          ? await take.removeAll(step)
          : step.do === 'restore'
            ? await take.restore(step)
            : step.do === 'undo'
              ? await take.undo(step)
              : await take.delete(step)
    answers.push({ step: step.do, ...told })
  }
  return answers
}

test('any order, repetition and undo of acts and deletions shows and counts what a plain model says', async () => {
  const forum = await testPosts()
  const mod = await forum.person('mod', 'MODERATOR')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14, size: 'max' }), async (steps) => {
      const planted = await plant(forum)
      const before = (await forum.services.tags.named('t'))?.postCount ?? 0
      const answers = await run(forum, mod, planted, steps)
      expect(answers.map(({ step, came }) => [step, came])).toEqual(answers.map(({ step, should }) => [step, should]))
      for (let on = 0; on < posts; on += 1) {
        const wanted = expected(on, planted.all)
        const { rest, searched } = await actual(forum, planted.all[on]?.id ?? '')
        expect(rest).toEqual(wanted)
        expect(searched).toBe(wanted.listed)
      }
      const hidden = planted.all.slice(0, posts).filter((text) => !isShown(text)).length
      expect((await forum.services.tags.named('t'))?.postCount ?? 0).toBe(before - hidden)
      await expectEventsOf(forum, planted.all)
    }),
    { numRuns: 40, endOnFailure: true },
  )
}, 120_000)

/** The newest event of each text says how it stands, and its versions rise one by one. */
async function expectEventsOf({ events }: TestPosts, all: readonly Text[]): Promise<void> {
  const told = await events()
  for (const text of all) {
    const own = told.filter(
      ({ data }) => (data.commentId ?? data.postId) === text.id && typeof data.deleted === 'boolean',
    )
    expect(own.map(({ data }) => data.version)).toEqual(own.map((_, index) => index + 1))
    expect(own.at(-1)?.data).toMatchObject({ deleted: text.deleted, removed: text.holding.size > 0 })
  }
}

test('many moderators and authors at once leave lists and numbers that agree with the texts', async () => {
  const forum = await testPosts()
  const { services, database } = forum
  const [mod, other] = [await forum.person('mod', 'MODERATOR'), await forum.person('other', 'MODERATOR')]
  const { people, all } = await plant(forum)
  const acts: string[] = []
  await Promise.all(
    Array.from({ length: 120 }, async (_, turn) => {
      const by = turn % 2 ? mod : other
      const text = all[(turn * 7) % texts] as Text
      const ref = isPost(text, all) ? { postId: text.id } : { commentId: text.id }
      const author = people[text.author] as Viewer
      const known = acts[turn % Math.max(1, acts.length)]
      const kind = Math.floor(turn / 2) % 6
      if (kind === 0 && known) await services.moderation.undo(by, known)
      else if (kind === 1) await services.removal.restore(by, ref)
      else if (kind === 2)
        await services.removal.removeAllOf(by, { userId: author.id, since: new Date(0), reason: 'x' })
      else if (kind === 3) await services.likes.likePost(author, all[text.post]?.id ?? '')
      else if (kind === 4) await services.comments.add(author, { postId: all[text.post]?.id ?? '', body: 'More.' })
      else {
        const removed = await services.removal.remove(by, { ...ref, withReplies: turn % 3 === 0, reason: 'x' })
        if ('actId' in removed) acts.push(removed.actId)
      }
    }),
  )
  await services.removalEngine.carryOutAll()
  const mismatches: unknown[] = await database.sql.$queryRaw`
    WITH held AS (SELECT text_id AS id, count(*) AS acts FROM removals WHERE applied GROUP BY text_id)
    SELECT 'post' AS what, p.id FROM posts p JOIN post_counters c ON c.post_id = p.id LEFT JOIN held ON held.id = p.id
      WHERE p.removals <> coalesce(held.acts, 0) OR c.listed <> (p.removals = 0)
        OR comment_count <> (SELECT count(*) FROM comments m WHERE m.post_id = p.id AND m.removals = 0)
        OR thread_count <> (SELECT count(*) FROM comments m WHERE m.post_id = p.id AND (m.removals = 0 OR m.reply_count > 0))
    UNION ALL SELECT 'comment', c.id FROM comments c LEFT JOIN held ON held.id = c.id
      WHERE c.removals <> coalesce(held.acts, 0) OR reply_count <> (
        SELECT count(*) FROM comments r WHERE r.parent_id = c.id AND (r.removals = 0 OR r.reply_count > 0))
    UNION ALL SELECT 'act', r.act_id FROM removals r JOIN moderation_acts m ON m.id = r.act_id
      WHERE r.applied <> (m.undone_at IS NULL AND NOT r.lifted)
    UNION ALL SELECT 'tag', tag_id FROM tag_counters t
      WHERE post_count <> (SELECT count(*) FROM post_tags p WHERE p.tag_id = t.tag_id AND listed)`
  expect(mismatches).toEqual([])
})
