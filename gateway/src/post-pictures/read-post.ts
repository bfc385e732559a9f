import { z } from 'zod'
import type { AskAnonymously } from '../operations/ask-for.ts'
import type { PicturedPost } from './post-picture.ts'

export type ReadPost =
  | { kind: 'found'; post: Omit<PicturedPost, 'siteName'> }
  | { kind: 'absent' }
  | { kind: 'unknown' }

const pictureQuery = 'query PictureOfPost($id: ID!) { post(id: $id) { id title author { displayName } tags { name } } }'

const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const answer = z.object({
  post: z
    .object({
      id: z.string(),
      title: z.string(),
      author: z.object({ displayName: z.string() }).nullable(),
      tags: z.array(z.object({ name: z.string() })),
    })
    .nullable(),
})

/**
 * What everybody may see of a post at this moment. Whatever failed makes it unknown, the name of its author too: a picture without it
 * would stay in other people's caches.
 */
export async function readPost(postId: string, ask: AskAnonymously): Promise<ReadPost> {
  if (!id.test(postId)) return { kind: 'absent' }
  const { data, codes } = await ask(pictureQuery, { id: postId })
  const read = answer.safeParse(data)
  if (codes.length > 0 || !read.success) return { kind: 'unknown' }
  const { post } = read.data
  if (!post) return { kind: 'absent' }
  const { title, author, tags } = post
  return {
    kind: 'found',
    post: { id: post.id, title, authorName: author?.displayName ?? null, tags: tags.map(({ name }) => name) },
  }
}
