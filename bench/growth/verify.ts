import { from, GraphQLClient, newAddress } from '@forum/e2e'
import type { Contestant } from '../forums/contestant.ts'
import type { GrownFolder } from './folder.ts'

const atOnce = 50
const query = `query GrowthSample($ids: [ID!]!) {
  posts(ids: $ids) { id likeCount commentCount repostCount stats { views uniqueViewers likes comments reposts } } }`

type Numbers = { likes: number; comments: number; reposts: number }
type Found = {
  id: string
  likeCount: number
  commentCount: number
  repostCount: number
  stats: Numbers & { views: number; uniqueViewers: number }
}

/** Throws unless the numbers of Stats are those of Posts for a sample of posts and for the one whom everybody follows: else it were no real forum. */
export async function verify({ url }: Contestant, { size, sights }: GrownFolder): Promise<void> {
  const guest = new GraphQLClient(url, () => from(newAddress()))
  let views = 0
  for (let first = 0; first < sights.sample.length; first += atOnce) {
    const ids = sights.sample.slice(first, first + atOnce)
    const { posts } = await guest.query<{ posts: (Found | null)[] }>(query, { ids })
    for (const [place, post] of posts.entries()) {
      if (!post) throw new Error(`${size} posts: ${ids[place]} cannot be read`)
      const { likes, comments, reposts, views: seen, uniqueViewers } = post.stats
      const [kept, counted] = [
        [post.likeCount, post.commentCount, post.repostCount],
        [likes, comments, reposts],
      ]
      if (kept.join() !== counted.join() || seen < uniqueViewers || uniqueViewers === 0)
        throw new Error(`${size} posts: Posts says ${kept} of ${post.id}, and Stats ${counted} with ${seen} views`)
      views += Number(seen)
    }
  }
  const { user } = await guest.query<{
    user: { followerCount: number; stats: { followers: number; posts: number }; posts: { edges: unknown[] } }
  }>(
    `query GrowthFamous($handle: String!) { user(handle: $handle) { followerCount stats { followers posts } posts(first: 20) { edges { cursor } } } }`,
    {
      handle: sights.famous,
    },
  )
  if (Number(user.stats.followers) !== user.followerCount || user.followerCount < 19_999)
    throw new Error(`${size} posts: ${user.followerCount} followers, and Stats says ${user.stats.followers}`)
  console.log(
    `${size} posts: the numbers of ${sights.sample.length} posts agree; ${views} views of them, ${user.followerCount} followers of one`,
  )
}
