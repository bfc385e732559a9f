import { asSeeded, type ForumEvent, postView } from '@forum/events'
import { forbidden, Problems, publicError, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { indexBy } from '../../database/page-loader.ts'
import type { CommentId, PostId } from '../../ids.ts'
import type { Comment } from '../comments/comment.ts'
import type { CommentLocks } from '../comments/comment-locks.ts'
import type { CommentService } from '../comments/comment-service.ts'
import type { FollowService } from '../follows/follow-service.ts'
import { maxFollows } from '../follows/follow-service.ts'
import type { LikeService } from '../likes/like-service.ts'
import type { MarkdownRenderer } from '../markdown/markdown-renderer.ts'
import { type Rendered, rendererVersion } from '../markdown/render-markdown.ts'
import { maxCpuMs } from '../markdown/text-service.ts'
import type { MentionService } from '../mentions/mention-service.ts'
import type { PostHead } from '../posts/post.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostService } from '../posts/post-service.ts'
import type { RepostService } from '../reposts/repost-service.ts'
import type { ViewService } from '../views/view-service.ts'
import {
  maxSeeds,
  readSeeds,
  type SeedCommentLike,
  type SeedContent,
  type SeedPostReaction,
  type Seeds,
  type SeedView,
  sizeOf,
} from './seed-input.ts'
import { placeComments } from './seed-tree.ts'

export type SeedDeps = {
  database: Database
  markdown: MarkdownRenderer
  mentions: MentionService
  posts: PostService
  postLocks: PostLocks
  comments: CommentService
  commentLocks: CommentLocks
  likes: LikeService
  reposts: RepostService
  follows: FollowService
  views: ViewService
  clock: Clock
  isOn: boolean
}

type Posts = ReadonlyMap<PostId, PostHead>
type Texts = ReadonlyMap<string, Rendered>

/**
 * Writes given history through the services that people write through: the same constraints, counts and events. Only the time is given.
 * A second run of the same finds everything and changes nothing.
 */
export class SeedService {
  readonly #deps: SeedDeps

  constructor(deps: SeedDeps) {
    this.#deps = deps
  }

  async seed(viewer: Viewer, input: SeedContent) {
    const { isOn, clock, database, views } = this.#deps
    if (!isOn || viewer.role !== 'ADMIN') throw forbidden()
    const size = sizeOf(input)
    const problems = new Problems()
    problems.check(size <= maxSeeds, [], 'TOO_MANY', `At most ${maxSeeds} items a call.`)
    const tooMany = problems.outcome()
    if (tooMany) return tooMany
    const seeds = unique(readSeeds(input, clock.now(), problems))
    const refused = problems.outcome()
    if (refused) return refused
    const wanted = await this.#withoutExisting(seeds)
    const texts = await this.#render(viewer, wanted, problems)
    const unrendered = problems.outcome()
    if (unrendered) return unrendered

    const outcome = await database.write(async (tx) => {
      const created = await this.#write(tx, wanted, texts, problems)
      return problems.outcome() ?? { __typename: 'SeedContentSuccess' as const, created, existing: 0 }
    })
    if (outcome.__typename !== 'SeedContentSuccess') return outcome
    const viewed = await this.#views(seeds.views, problems)
    const unknown = problems.outcome()
    if (unknown) return unknown
    await views.send(viewed)
    const created = outcome.created + viewed.length
    return { ...outcome, created, existing: size - created }
  }

  /** A first look, so that nothing is rendered in vain; the statements that write look again. */
  async #withoutExisting(seeds: Seeds): Promise<Seeds> {
    const { postLocks, commentLocks, database } = this.#deps
    const [knownPosts, knownComments] = await Promise.all([
      postLocks.known(
        database.sql,
        seeds.posts.map((post) => post.id),
      ),
      commentLocks.find(
        database.sql,
        seeds.comments.map((comment) => comment.id),
      ),
    ])
    return {
      ...seeds,
      posts: seeds.posts.filter((post) => !knownPosts.has(post.id)),
      comments: seeds.comments.filter((comment) => !knownComments.has(comment.id)),
    }
  }

  async #render(viewer: Viewer, { posts, comments }: Seeds, problems: Problems): Promise<Texts> {
    const { markdown, mentions } = this.#deps
    const texts = new Map<string, Rendered>()
    const rest = [...posts, ...comments].values()
    // Each takes the next when it is done with one, so that a whole call of seeds does not wait in the renderer's queue.
    const worker = async () => {
      for (const { id, body, where } of rest) {
        const handles = [...(await mentions.namedIn(body)).keys()]
        const outcome = await markdown.render(body, { sender: viewer.id, maxCpuMs: maxCpuMs.post, handles })
        if (outcome.status === 'rendered') texts.set(id, outcome.rendered)
        else if (outcome.status === 'refused') problems.add([...where, 'body'], 'TOO_COMPLEX', outcome.refusal.message)
        else throw publicError('OVERLOADED', 'Too many texts of yours wait to be rendered. Try again soon.')
      }
    }
    await Promise.all(Array.from({ length: 4 }, worker))
    return texts
  }

  async #write(tx: Sql, seeds: Seeds, texts: Texts, problems: Problems): Promise<number> {
    const { posts, postLocks, commentLocks } = this.#deps
    const commentIds = [
      ...seeds.commentLikes.map((like) => like.commentId),
      ...seeds.comments.flatMap((one) => one.parentId ?? []),
    ]
    const before = await commentLocks.find(tx, commentIds)
    const newIds = new Set(seeds.posts.map((post) => post.id))
    const touched = [
      ...seeds.comments.map((comment) => comment.postId),
      ...[...seeds.postLikes, ...seeds.reposts].map((reaction) => reaction.postId),
      ...[...before.values()].map((comment) => comment.postId),
    ].filter((id) => !newIds.has(id))
    // Existing posts first: whoever changes one holds its lock before those of its tags.
    const locked = await postLocks.lockAll(tx, [...new Set(touched)])
    const madePosts = await posts.insert(
      tx,
      seeds.posts.map((post) => {
        const { id, authorId, title, body, tags, visibility, at: createdAt } = post
        return { id, authorId, title, body, tags, visibility, createdAt, rendered: textOf(texts, id), rendererVersion }
      }),
      { areSeeds: true },
    )
    const heads: Posts = new Map([...locked, ...(await postLocks.lockAll(tx, [...newIds]))])
    const madeComments = await this.#comments(tx, seeds, texts, heads, problems)
    const known = await commentLocks.find(tx, commentIds)
    return madePosts.size + madeComments + (await this.#relations(tx, seeds, heads, known, problems))
  }

  async #comments(tx: Sql, seeds: Seeds, texts: Texts, posts: Posts, problems: Problems): Promise<number> {
    const { comments, commentLocks } = this.#deps
    const on = seeds.comments.filter((comment) => isOnPost(comment, posts, problems))
    const known = await commentLocks.find(
      tx,
      on.flatMap((comment) => comment.parentId ?? []),
    )
    const placed = placeComments(on, known, problems)
    if (!problems.isEmpty) return 0
    const made = await comments.insert(
      tx,
      placed.map(({ path, pathNewest, id, postId, parentId, authorId, body, depth, at }) => {
        const { html } = textOf(texts, id)
        return { id, postId, parentId, authorId, body, html, rendererVersion, depth, path, pathNewest, createdAt: at }
      }),
      posts,
    )
    return made.size
  }

  async #relations(
    tx: Sql,
    seeds: Seeds,
    posts: Posts,
    comments: ReadonlyMap<CommentId, Comment>,
    problems: Problems,
  ): Promise<number> {
    const { likes, reposts } = this.#deps
    const postLikes = seeds.postLikes.filter((like) => isOnPost(like, posts, problems))
    const leftOut = new Set(seeds.comments.flatMap(({ id }) => (comments.has(id) ? [] : [id])))
    const commentLikes = seeds.commentLikes.filter(
      (like) => !leftOut.has(like.commentId) && isOnComment(like, comments, problems),
    )
    const shared = seeds.reposts.filter((repost) => isOnPost(repost, posts, problems))
    if (!problems.isEmpty) return 0
    const liked = await likes.insertOnPosts(tx, postLikes.map(ofPost), posts)
    const likedComments = await likes.insertOnComments(tx, commentLikes.map(ofComment), comments)
    const reposted = await reposts.insert(tx, shared.map(ofPost), posts)
    return liked + likedComments + reposted + (await this.#follows(tx, seeds.follows, problems))
  }

  async #follows(tx: Sql, given: Seeds['follows'], problems: Problems): Promise<number> {
    if (given.length === 0) return 0
    const { follows } = this.#deps
    const people = [...new Set(given.flatMap((follow) => [follow.followerId, follow.followedId]))]
    const counts = indexBy(await follows.lock(tx, people), (row) => row.userId)
    const added = await follows.newOnes(tx, given)
    for (const [followerId, each] of Map.groupBy(added, (follow) => follow.followerId)) {
      const fits = (counts.get(followerId)?.following ?? 0) + each.length <= maxFollows
      problems.check(fits, ['follows'], 'FOLLOW_LIMIT', `${followerId} would follow more than ${maxFollows} people.`)
    }
    return problems.isEmpty ? follows.insert(tx, added) : 0
  }

  /** The views that would have counted. */
  async #views(given: readonly SeedView[], problems: Problems): Promise<ForumEvent[]> {
    const { database } = this.#deps
    const posts = await this.#deps.postLocks.known(database.sql, [...new Set(given.map((view) => view.postId))])
    return given.flatMap(({ where, viewerId: viewerKey, postId, source, at }) => {
      const post = posts.get(postId)
      if (!problems.check(post !== undefined, [...where, 'postId'], 'NOT_FOUND', 'The post does not exist.') || !post)
        return []
      if (post.deleted || post.removed || post.visibility !== 'PUBLIC' || post.authorId === viewerKey) return []
      return [asSeeded(postView({ postId, postAuthorId: post.authorId, viewerKey, member: true, source }, at))]
    })
  }
}

/** Of things with the same id in one call the first counts. */
const unique = (seeds: Seeds): Seeds => ({
  ...seeds,
  posts: firstOfEach(seeds.posts, (post) => post.id),
  comments: firstOfEach(seeds.comments, (comment) => comment.id),
  follows: firstOfEach(seeds.follows, (follow) => `${follow.followerId} ${follow.followedId}`),
})

const firstOfEach = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] => [
  ...indexBy([...rows].reverse(), keyOf).values(),
]

/** False, and nothing wrong, for a post that was deleted since: what no longer is there is left alone. */
function isOnPost(seed: { where: string[]; postId: PostId; at: Date }, posts: Posts, problems: Problems): boolean {
  const post = posts.get(seed.postId)
  if (!problems.check(post !== undefined, [...seed.where, 'postId'], 'NOT_FOUND', 'The post does not exist.') || !post)
    return false
  problems.check(seed.at >= post.createdAt, seed.where, 'TOO_EARLY', 'It happened before its post.')
  return !post.deleted && !post.removed
}

function isOnComment(
  seed: { where: string[]; commentId: CommentId; at: Date },
  comments: ReadonlyMap<CommentId, Comment>,
  problems: Problems,
): boolean {
  const comment = comments.get(seed.commentId)
  const path = [...seed.where, 'commentId']
  if (!problems.check(comment !== undefined, path, 'NOT_FOUND', 'The comment does not exist.') || !comment) return false
  problems.check(seed.at >= comment.createdAt, seed.where, 'TOO_EARLY', 'It happened before its comment.')
  return !comment.deleted && !comment.removed
}

function textOf(texts: Texts, id: string): Rendered {
  const text = texts.get(id)
  if (!text) throw new Error(`seed ${id} was not rendered`)
  return text
}

const ofPost = ({ postId, userId, at }: SeedPostReaction) => ({ subjectId: postId, userId, at })
const ofComment = ({ commentId, userId, at }: SeedCommentLike) => ({ subjectId: commentId, userId, at })
