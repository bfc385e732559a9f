import type { ForumNetwork } from '../src/index.ts'

/** What stands in the forum that is attacked. */
export type AttackWorld = {
  posts: string[]
  /** A post of 50,000 characters. */
  post: string
  /** A post of the attacker's. */
  ownPost: string
  /** A post under which 60 comments of 10,000 characters stand. */
  thread: string
  /** A real cursor of a search. */
  searchCursor: string
  /** Somebody's handle. */
  bystander: string
  bystanderId: string
  /** An access token of an account that has done nothing yet, or of the owner of `ownPost`. */
  token: (as: 'account' | 'owner') => Promise<string>
}

const sentence =
  'Water first, then the leaves, then *time*: 3 minutes for green tea, 5 for black, and `none` for mate. '
const long = (length: number): string => sentence.repeat(Math.ceil(length / sentence.length)).slice(0, length)

/** 120 posts of 20,000 characters by eight people, one of 50,000, and a thread of long comments. */
export async function makeWorld(network: ForumNetwork): Promise<AttackWorld> {
  const people = await Promise.all(Array.from({ length: 8 }, (_, n) => network.person(`writer_${n}`)))
  const [first] = people
  if (!first) throw new Error('a world has people')
  const written = await Promise.all(
    people.map(async (person, n) => {
      const ids: string[] = []
      for (let number = 0; number < 15; number++)
        ids.push((await person.post({ title: `On tea, part ${n}.${number}`, body: long(20_000), tags: ['tea'] })).id)
      return ids
    }),
  )
  const post = await first.post({ title: 'All there is to know of tea', body: long(50_000) })
  const thread = await first.post({ title: 'How do you make it?', body: 'Tell.' })
  await Promise.all(
    people.slice(0, 6).map(async (person) => {
      for (let number = 0; number < 10; number++) await person.comment(thread, long(10_000))
    }),
  )
  let accounts = 0
  const attacker = await network.person('attacker')
  const ownPost = await attacker.post({ title: 'On tea', body: 'So it is.' })
  await network.processAll()
  const found = await network.anonymous.query<{ searchPosts: { pageInfo: { endCursor: string } } }>(
    '{ searchPosts(query: "tea", first: 1) { pageInfo { endCursor } } }',
  )
  return {
    posts: written.flat(),
    post: post.id,
    ownPost: ownPost.id,
    thread: thread.id,
    searchCursor: found.searchPosts.pageInfo.endCursor,
    bystander: first.handle,
    bystanderId: first.id,
    token: async (as) => {
      if (as === 'account') return (await network.person(`attacker_${++accounts}`)).tokens.accessToken
      await attacker.refresh()
      return attacker.tokens.accessToken
    },
  }
}
