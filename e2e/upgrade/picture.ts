import type { GraphQLClient } from '../src/graphql-client.ts'
import { until } from '../src/index.ts'
import type { Memories } from './story.ts'

/** All that a forum shows, by names such as `post 0190…` and `numbers of ann`. */
export type Picture = Map<string, unknown>

type Page<Node> = { edges: { node: Node }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
type Row = Record<string, unknown> & { id: string }

const pageInfo = 'pageInfo { hasNextPage endCursor }'
const postFields = `id title body visibility createdAt updatedAt edited version lastActivityAt likeCount commentCount repostCount
  tags { name } author { handle } stats { views uniqueViewers likes comments reposts }`
const commentFields = `id body removed createdAt updatedAt edited version likeCount depth replyCount author { handle } parent { id }`
const userMetrics = ['POSTS', 'COMMENTS', 'LIKES_RECEIVED', 'VIEWS_RECEIVED', 'FOLLOWERS']
const postMetrics = ['VIEWS', 'UNIQUE_VIEWERS', 'LIKES', 'COMMENTS', 'REPOSTS']

/** Looks at everything, as a guest and as the people of the story, when the numbers have come to rest. */
export async function lookAround(guest: GraphQLClient, { ann, ben, admin }: Memories, today: string): Promise<Picture> {
  await numbersReach(guest, new Date())
  const picture: Picture = new Map()
  const posts = await walk<Row>(guest, 'feed', `feed(first: 20, after: $after)`, postFields)
  await addPosts(picture, guest, posts)
  picture.set('order of the latest', idsOf(posts))
  picture.set(
    'order of the active',
    idsOf(await walk<Row>(guest, 'feed', 'feed(kind: ACTIVE, first: 50, after: $after)', 'id')),
  )
  await addPeople(
    picture,
    guest,
    [...new Set(posts.map(({ author }) => handleOf(author)))].concat('ben', 'demo', 'admin'),
  )
  await addTags(picture, guest)
  await addPlatform(picture, guest, today)
  await addRankings(picture, guest)
  for (const person of [ann, ben]) await addPerson(picture, person.client, person.handle)
  picture.set('exports', await exportsOf(admin.client))
  return picture
}

/** Waits until the statistics hold all that happened before `moment`. */
async function numbersReach(client: GraphQLClient, moment: Date): Promise<void> {
  await until(async () => {
    const { statsAsOf } = await client.query<{ statsAsOf: string | null }>('{ statsAsOf }')
    return (statsAsOf !== null && Date.parse(statsAsOf) >= moment.getTime()) || `the numbers stand at ${statsAsOf}`
  }, 120_000)
}

async function addPosts(picture: Picture, client: GraphQLClient, posts: readonly Row[]): Promise<void> {
  for (const post of posts) {
    picture.set(`post ${post.id}`, post)
    const comments = await walk<Row>(
      client,
      'post.thread',
      `post(id: ${JSON.stringify(post.id)}) { thread(first: 50, after: $after)`,
      commentFields,
      '}',
    )
    for (const comment of comments) picture.set(`comment ${comment.id}`, comment)
    picture.set(`thread of ${post.id}`, idsOf(comments))
  }
}

async function addPeople(picture: Picture, client: GraphQLClient, handles: readonly string[]): Promise<void> {
  for (const handle of handles) {
    const { user } = await client.query<{ user: unknown }>(
      `query Person($handle: String!) { user(handle: $handle) {
        id handle displayName bio role createdAt followerCount followingCount
        followers(first: 100) { edges { node { handle } } } following(first: 100) { edges { node { handle } } }
        stats { posts comments likesGiven likesReceived viewsReceived followers } } }`,
      { handle },
    )
    picture.set(`person ${handle}`, user)
  }
}

async function addTags(picture: Picture, client: GraphQLClient): Promise<void> {
  const tags = await walk<Row & { name: string; postCount: number }>(
    client,
    'tags',
    'tags(first: 100, after: $after)',
    'id name postCount',
  )
  picture.set('tags', Object.fromEntries(tags.map(({ name, postCount }) => [name, postCount])))
}

async function addPlatform(picture: Picture, client: GraphQLClient, today: string): Promise<void> {
  const { platformStats, activity } = await client.query<{ platformStats: unknown; activity: { points: Day[] } }>(
    `query Platform($from: Date!, $to: Date!) {
      platformStats { users posts comments likes reposts views }
      activity(from: $from, to: $to) { points { at registrations posts comments likes reposts views activeUsers } } }`,
    { from: daysBefore(today, 100), to: today },
  )
  picture.set('platform', platformStats)
  // Who signs in to look is active today.
  for (const { activeUsers, ...day } of activity.points)
    picture.set(`day ${day.at}`, day.at.startsWith(today) ? day : { ...day, activeUsers })
}

type Day = { at: string; activeUsers: number }

const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

async function addRankings(picture: Picture, client: GraphQLClient): Promise<void> {
  for (const by of userMetrics) {
    const { topUsers } = await client.query<{ topUsers: { items: unknown } }>(
      `query Top($by: UserMetric!) { topUsers(by: $by, first: 100) { items { rank value user { handle } } } }`,
      { by },
    )
    picture.set(`people by ${by}`, topUsers.items)
  }
  for (const by of postMetrics) {
    const { topPosts } = await client.query<{ topPosts: { items: unknown } }>(
      `query Top($by: PostMetric!) { topPosts(by: $by, first: 100) { items { rank value post { id } } } }`,
      { by },
    )
    picture.set(`posts by ${by}`, topPosts.items)
  }
}

/** What somebody sees who is signed in: their own things, and what they did. */
async function addPerson(picture: Picture, client: GraphQLClient, handle: string): Promise<void> {
  const { viewer } = await client.query<{ viewer: unknown }>(
    `{ viewer { id email user { id } bookmarks(first: 50) { edges { postId bookmarkedAt node { title } } } } }`,
  )
  picture.set(`viewer ${handle}`, viewer)
  const own = await walk<Row>(
    client,
    'user.posts',
    `user(handle: ${JSON.stringify(handle)}) { posts(first: 50, after: $after)`,
    postFields,
    '}',
  )
  picture.set(`own posts of ${handle}`, own)
  const following = await walk<Row>(client, 'feed', 'feed(kind: FOLLOWING, first: 50, after: $after)', 'id')
  picture.set(`what ${handle} follows`, idsOf(following))
  const did = await walk<Row>(
    client,
    'feed',
    'feed(first: 50, after: $after)',
    'id viewerHasLiked viewerHasReposted viewerHasBookmarked',
  )
  picture.set(`what ${handle} did`, did)
}

async function exportsOf(admin: GraphQLClient): Promise<unknown> {
  const { viewer } = await admin.query<{ viewer: { exports: unknown } }>(
    '{ viewer { exports(first: 50) { edges { node { id dataset format status rows bytes sha256 asOf expiresAt } } } } }',
  )
  return viewer.exports
}

/** All nodes of a connection, page by page. `path` is where it stands in the answer, `field` how it is asked for. */
async function walk<Node>(
  client: GraphQLClient,
  path: string,
  field: string,
  nodeFields: string,
  closing = '',
): Promise<Node[]> {
  const nodes: Node[] = []
  let after: string | null = null
  for (;;) {
    const data: unknown = await client.query(
      `query Walk($after: String) { ${field} { edges { node { ${nodeFields} } } ${pageInfo} } ${closing} }`,
      { after },
    )
    // The shape is what the query above asks for.
    const page = path.split('.').reduce<unknown>((at, name) => Reflect.get(Object(at), name), data) as Page<Node>
    nodes.push(...page.edges.map(({ node }) => node))
    if (!page.pageInfo.hasNextPage) return nodes
    after = page.pageInfo.endCursor
  }
}

const idsOf = (rows: readonly Row[]): string[] => rows.map(({ id }) => id)

function handleOf(author: unknown): string {
  const { handle } = Object(author)
  if (typeof handle !== 'string') throw new Error(`a post's author has no handle: ${JSON.stringify(author)}`)
  return handle
}
