import { join } from 'node:path'
import { z } from 'zod'
import type { ClickHouse, QueryParameters } from '../../clickhouse/clickhouse.ts'
import { readSql } from '../../clickhouse/sql.ts'
import { chunksOf } from './chunks.ts'

/** Keys counted in one statement. */
export const chunkSize = 1_000

/** Where statements that count go. */
export type Counts = Pick<ClickHouse, 'insertSelected'>

const read = (name: string): string => readSql(join(import.meta.dirname, 'counts'), `${name}.sql`)

/** A number of a post that is counted by itself. */
export type PostCount = keyof typeof ofPosts
/** What of a person is counted at once: what was done to their posts, to their comments, what they like, and who follows them. */
export type UserCount = keyof typeof ofUsers

const ofPosts = {
  views: read('post-views'),
  likes: read('post-likes'),
  comments: read('post-comments'),
  reposts: read('post-reposts'),
}
const ofUsers = {
  posts: read('user-posts'),
  comments: read('user-comments'),
  likes: read('user-likes'),
  followers: read('user-followers'),
}
const postsByAuthor = read('posts-by-author')
const commentLikes = read('comment-likes')
const commentsOfPosts = read('comments-of-posts')
const likesOfPosts = read('likes-of-posts')
const likesOfComments = read('likes-of-comments')

/** Counts one number of these posts anew, a chunk at a time. */
export const countOfPosts = (clickhouse: Counts, count: PostCount, posts: Iterable<string>): Promise<void> =>
  inChunks(posts, (chunk) => clickhouse.insertSelected(ofPosts[count], { posts: chunk }))

/** Copies the counts of these posts to where they stand by author. */
export const countByAuthor = (clickhouse: Counts, posts: Iterable<string>): Promise<void> =>
  inChunks(posts, (chunk) => clickhouse.insertSelected(postsByAuthor, { posts: chunk }))

/** Counts the likes of comments anew, each given with the post that it is on. */
export const countLikesOfComments = (clickhouse: Counts, comments: CommentsOnPosts): Promise<void> =>
  inChunks(comments, (chunk) => clickhouse.insertSelected(commentLikes, parametersOf(chunk)))

/** Counts of people anew what one of these is about. Reads what stands by person, so that comes first. */
export const countOfUsers = (clickhouse: Counts, count: UserCount, users: Iterable<string>): Promise<void> =>
  inChunks(users, (chunk) => clickhouse.insertSelected(ofUsers[count], { users: chunk }))

/** Comments, each with the post that it is on. */
export type CommentsOnPosts = Iterable<readonly [comment: string, post: string]>

/** Whether posts are visible or comments live: `version * 2 + 1 or 0`, by id. What is not there has none. */
export type States = ReadonlyMap<string, number>

const stateRow = z.object({ id: z.string(), state: z.number().int() })
const postStates = read('post-states')
const commentStates = read('comment-states')

export const statesOfPosts = (clickhouse: ClickHouse, posts: Iterable<string>): Promise<States> =>
  states(clickhouse, postStates, chunksOf(posts, chunkSize), (chunk) => ({ posts: chunk }))

export const statesOfComments = (clickhouse: ClickHouse, comments: CommentsOnPosts): Promise<States> =>
  states(clickhouse, commentStates, chunksOf(comments, chunkSize), parametersOf)

/** Tells all comments and likes of these posts whether they are visible. */
export async function tellOfPosts(clickhouse: Counts, changed: States): Promise<void> {
  await inChunks(changed, async (chunk) => {
    const parameters = { posts: chunk.map(([post]) => post), states: chunk.map(([, state]) => state) }
    await clickhouse.insertSelected(commentsOfPosts, parameters)
    await clickhouse.insertSelected(likesOfPosts, parameters)
  })
}

/** Tells all likes of these comments whether they are live. */
export async function tellOfComments(clickhouse: Counts, changed: States, comments: ReadonlyMap<string, string>) {
  await inChunks(changed, (chunk) =>
    clickhouse.insertSelected(likesOfComments, {
      ...parametersOf(chunk.map(([comment]) => [comment, String(comments.get(comment))] as const)),
      states: chunk.map(([, state]) => state),
    }),
  )
}

async function states<Key>(
  clickhouse: ClickHouse,
  sql: string,
  chunks: Iterable<Key[]>,
  parameters: (chunk: Key[]) => QueryParameters,
): Promise<States> {
  const found = new Map<string, number>()
  for (const chunk of chunks) {
    const rows = await clickhouse.query({ sql, parameters: parameters(chunk), row: stateRow, limits: 'batch' })
    for (const { id, state } of rows) found.set(id, state)
  }
  return found
}

function parametersOf(comments: readonly (readonly [comment: string, post: string])[]) {
  return { comments: comments.map(([comment]) => comment), posts: [...new Set(comments.map(([, post]) => post))] }
}

async function inChunks<Item>(items: Iterable<Item>, work: (chunk: Item[]) => Promise<void>): Promise<void> {
  for (const chunk of chunksOf(items, chunkSize)) await work(chunk)
}
