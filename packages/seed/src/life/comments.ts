import { type Random, zipfShares } from '../random.ts'
import { composeReply } from '../text/compose.ts'
import type { Comment, Person, Post } from './actions.ts'
import { byTime, hour, later, soonAfter } from './time.ts'

const deepest = 6

/** Threads under public posts: some long, many short (Zipf); two in three comments answer another comment. */
export function generateComments(
  random: Random,
  { people, posts, count, to }: { people: readonly Person[]; posts: readonly Post[]; count: number; to: Date },
): Comment[] {
  const open = random.sample(
    posts.filter((post) => post.visibility === 'PUBLIC'),
    posts.length,
  )
  const shares = zipfShares(count, open.length, Math.max(40, Math.ceil(count / 20)), 0.75)
  return open
    .flatMap((post, index) => generateThread(random, people, post, shares[index] ?? 0, to))
    .sort(byTime((comment) => comment.createdAt))
}

type Written = { comment: Comment; author: Person; depth: number }

function generateThread(random: Random, people: readonly Person[], post: Post, size: number, to: Date): Comment[] {
  const speakers = people.filter((person) => person.language === post.language)
  const circle = random.sample(speakers.length > 0 ? speakers : people, Math.max(2, Math.ceil(size / 2)))
  const postAuthor = people.find((person) => person.id === post.authorId)
  const written: Written[] = []
  while (written.length < size) {
    const parent = written.length > 0 && random.chance(0.65) ? random.pick(written) : null
    const answersOwnPost = postAuthor !== undefined && parent !== null && random.chance(0.3)
    const author = answersOwnPost ? postAuthor : random.pick(circle)
    const attached = parent && parent.depth < deepest && parent.author.id !== author.id ? parent : null
    const since = later(author.createdAt, attached?.comment.createdAt ?? post.createdAt)
    const createdAt = soonAfter(random, since, to, 9 * hour, author.utcOffsetHours)
    const body = composeReply(random, post.language, {
      body: attached?.comment.body ?? post.body,
      handle: attached?.author.handle ?? postAuthor?.handle ?? author.handle,
      topic: post.topic,
      isComment: attached !== null,
    })
    const comment = {
      id: random.uuid(createdAt),
      postId: post.id,
      parentId: attached?.comment.id ?? null,
      authorId: author.id,
      body,
      createdAt,
    }
    written.push({ comment, author, depth: attached ? attached.depth + 1 : 0 })
  }
  return written.map(({ comment }) => comment)
}
