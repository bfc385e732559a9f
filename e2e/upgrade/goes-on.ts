import { from, newAddress } from '../src/addresses.ts'
import { GraphQLClient, until } from '../src/index.ts'
import { create, exportOf, type Memories, sha256Of } from './story.ts'

type Found = { searchPosts: { edges: { node: { id: string } }[] } }
type Post = { likeCount: number; commentCount: number; stats: { likes: number; comments: number } }

/** What does not go on where it was, one line each; changes a few things. */
export async function brokenContinuations(url: string, memories: Memories): Promise<string[]> {
  const broken: string[] = []
  for (const [what, check] of Object.entries(continuations(url, memories))) {
    const said = await check().catch((error: unknown) => String(error))
    if (said !== true) broken.push(`${what}: ${said}`)
  }
  return broken
}

function continuations(url: string, memories: Memories): Record<string, () => Promise<true | string>> {
  const { ann, ben, admin, keyed, liked, withAngles, hidden, deleted, exported } = memories
  const guest = new GraphQLClient(url, () => from(newAddress()))
  return {
    'a mutation sent again with its key makes nothing new': async () => {
      const id = await create(ann, keyed.input)
      return id === keyed.id || `it made ${id}`
    },
    'what was hidden or deleted stays so': async () => {
      const { posts } = await guest.query<{ posts: unknown[] }>(
        'query Gone($ids: [ID!]!) { posts(ids: $ids) { id } }',
        {
          ids: [hidden.id, deleted.id],
        },
      )
      return posts.every((post) => post === null) || JSON.stringify(posts)
    },
    'old posts are found by their words and tags': async () => {
      for (const [query, id] of [
        ['маяк', withAngles.id],
        ['lighthouse', liked.id],
        ['node.js', liked.id],
        ['елка', liked.id],
      ] as const) {
        const found = await guest.query<Found>(
          'query Find($query: String!) { searchPosts(query: $query) { edges { node { id } } } }',
          { query },
        )
        if (!found.searchPosts.edges.some(({ node }) => node.id === id)) return `${query} does not find ${id}`
      }
      return true
    },
    'old texts are rendered as new ones are': async () => {
      const { renderMarkdown } = await ann.client.query<{ renderMarkdown: string }>(
        'query Preview($body: String!) { renderMarkdown(body: $body) }',
        { body: withAngles.body },
      )
      await until(async () => {
        const { post } = await guest.query<{ post: { bodyHtml: string } }>(
          'query Html($id: ID!) { post(id: $id) { bodyHtml } }',
          withAngles,
        )
        return post.bodyHtml === renderMarkdown || `${post.bodyHtml} is not ${renderMarkdown}`
      }, 60_000)
      return true
    },
    'an old export is there, by its old link and by a new one': async () => {
      const { status, url: link } = await exportOf(admin.client, exported.id)
      if (status !== 'READY' || link === null) return `it is ${status}`
      const sums = [await sha256Of(url, exported.url), await sha256Of(url, link)]
      return sums.every((sum) => sum === exported.sha256) || `the file has changed: ${sums.join(', ')}`
    },
    'likes and comments of old posts are counted on, in Posts and in Stats': async () => {
      const before = await countsOf(guest, withAngles.id)
      await ben.like(withAngles)
      await ben.comment(withAngles, 'It is never too late.')
      const wanted = JSON.stringify(grown(before))
      await until(async () => {
        const now = JSON.stringify(await countsOf(guest, withAngles.id))
        return now === wanted || `${now} is not ${wanted}`
      }, 60_000)
      return true
    },
  }
}

async function countsOf(client: GraphQLClient, id: string): Promise<Post> {
  const { post } = await client.query<{ post: Post }>(
    'query Counts($id: ID!) { post(id: $id) { likeCount commentCount stats { likes comments } } }',
    { id },
  )
  return post
}

const grown = ({ likeCount, commentCount, stats }: Post): Post => ({
  likeCount: likeCount + 1,
  commentCount: commentCount + 1,
  stats: { likes: stats.likes + 1, comments: stats.comments + 1 },
})
