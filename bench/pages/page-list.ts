import type { Ask } from './reader.ts'
import type { World } from './world.ts'

type Documents = ReadonlyMap<string, string>

/** What the web app asks for when somebody opens a page; the number tells one visit from the next. */
export type Page = {
  name: string
  isSignedIn: boolean
  asks: (documents: Documents, world: World, number: number) => Ask[]
}

const statistics = `query FeedWithStatistics { feed(first: 20) { edges { cursor node {
  id title excerpt visibility createdAt lastActivityAt likeCount commentCount repostCount
  tags { id name } author { id handle displayName } stats { views uniqueViewers likes } } }
  pageInfo { hasNextPage endCursor } } }`

const of = <Item>(items: readonly Item[], number: number): Item => {
  const item = items[number % items.length]
  if (item === undefined) throw new Error('the seeded forum has nothing of this kind')
  return item
}

export const named = (documents: Documents, name: string): string => {
  const document = documents.get(name)
  if (!document) throw new Error(`the web app of this version has no operation ${name}`)
  return document
}

const feedOf = (name: string, kind: string): Page => ({
  name,
  isSignedIn: true,
  asks: (documents) => [{ document: named(documents, 'Feed'), variables: { kind } }],
})

const dayMs = 86_400_000
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
const days = (count: number) => ({ from: dayOf(Date.now() - count * dayMs), to: dayOf(Date.now()), timezone: 'UTC' })

export const pageList: readonly Page[] = [
  feedOf('feed', 'LATEST'),
  { name: 'feedstats', isSignedIn: true, asks: () => [{ document: statistics, variables: {} }] },
  feedOf('active', 'ACTIVE'),
  feedOf('following', 'FOLLOWING'),
  {
    name: 'thread',
    isSignedIn: true,
    asks: (documents, { posts }, number) => {
      const id = of(posts, number)
      // Since November's last days one question brings both.
      const whole = documents.get('PostWithThread')
      if (whole) return [{ document: whole, variables: { id } }]
      return [
        { document: named(documents, 'Post'), variables: { id } },
        { document: named(documents, 'Thread'), variables: { postId: id, sort: 'OLDEST' } },
      ]
    },
  },
  {
    name: 'profile',
    isSignedIn: true,
    asks: (documents, { handles }, number) => {
      const handle = of(handles, number)
      return ['Profile', 'ProfilePosts'].map((name) => ({ document: named(documents, name), variables: { handle } }))
    },
  },
  {
    name: 'search',
    isSignedIn: true,
    asks: (documents, { words }, number) => [
      { document: named(documents, 'SearchPosts'), variables: { query: of(words, number) } },
    ],
  },
  {
    name: 'statistics',
    isSignedIn: true,
    asks: (documents) => [
      { document: named(documents, 'Activity'), variables: { ...days(30), bucket: 'DAY' } },
      { document: named(documents, 'Yesterday'), variables: days(1) },
      { document: named(documents, 'PlatformNumbers'), variables: {} },
      {
        document: named(documents, 'Rankings'),
        variables: { people: 'LIKES_RECEIVED', posts: 'VIEWS', window: 'MONTH' },
      },
    ],
  },
  {
    name: 'anon',
    isSignedIn: false,
    asks: (documents, { cursors }, number) => [
      { document: named(documents, 'Feed'), variables: { kind: 'LATEST', after: of(cursors, number) } },
    ],
  },
]
