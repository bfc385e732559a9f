import type { PostView } from '@forum/events'
import { Problems } from '@forum/graphql-kit'
import { z } from 'zod'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import { longestComment } from '../comments/comment-service.ts'
import { type PostText, type PostVisibility, readBody, readPostText } from '../posts/post-input.ts'

type Maybe<T> = T | null | undefined

export type SeedContent = {
  posts?: Maybe<
    readonly {
      id: string
      authorId: string
      title: string
      body: string
      tags?: Maybe<readonly string[]>
      visibility?: Maybe<PostVisibility>
      createdAt: Date
    }[]
  >
  comments?: Maybe<
    readonly { id: string; postId: string; parentId?: Maybe<string>; authorId: string; body: string; createdAt: Date }[]
  >
  likes?: Maybe<readonly SeedReaction[]>
  reposts?: Maybe<readonly SeedReaction[]>
  follows?: Maybe<readonly { followerId: string; userId: string; createdAt: Date }[]>
  views?: Maybe<readonly { viewerId: string; postId: string; source?: Maybe<PostView['source']>; at: Date }[]>
}
type SeedReaction = { userId: string; postId?: Maybe<string>; commentId?: Maybe<string>; createdAt: Date }

type SeedPost = PostText & {
  where: string[]
  id: PostId
  authorId: UserId
  visibility: PostVisibility
  at: Date
}
export type SeedComment = {
  where: string[]
  id: CommentId
  postId: PostId
  parentId: CommentId | null
  authorId: UserId
  body: string
  at: Date
}
export type SeedPostReaction = { where: string[]; userId: UserId; postId: PostId; at: Date }
export type SeedCommentLike = { where: string[]; userId: UserId; commentId: CommentId; at: Date }
type SeedFollow = { where: string[]; followerId: UserId; followedId: UserId; at: Date }
export type SeedView = { where: string[]; viewerId: UserId; postId: PostId; source: PostView['source']; at: Date }

export type Seeds = {
  posts: SeedPost[]
  comments: SeedComment[]
  postLikes: SeedPostReaction[]
  commentLikes: SeedCommentLike[]
  reposts: SeedPostReaction[]
  follows: SeedFollow[]
  views: SeedView[]
}

export const maxSeeds = 5_000

const earliest = new Date('2000-01-01T00:00:00.000Z')
/** Ids as events carry them: UUIDs of RFC 9562. */
const uuid = z.uuid()

/** Reads what is to be seeded by the same rules as what people write; what is wrong is in `problems`. */
export function readSeeds(input: SeedContent, now: Date, problems: Problems): Seeds {
  const read = new SeedReader(now, problems)
  const likes = input.likes ?? []
  return {
    posts: (input.posts ?? []).map((post, index) => {
      const path = ['posts', String(index)]
      return {
        where: path,
        ...readPostText(post, problems, path),
        id: read.id<PostId>(post.id, [...path, 'id']),
        authorId: read.id(post.authorId, [...path, 'authorId']),
        visibility: post.visibility ?? 'PUBLIC',
        at: read.time(post.createdAt, [...path, 'createdAt']),
      }
    }),
    comments: (input.comments ?? []).map((comment, index) => {
      const path = ['comments', String(index)]
      return {
        where: path,
        id: read.id<CommentId>(comment.id, [...path, 'id']),
        postId: read.id<PostId>(comment.postId, [...path, 'postId']),
        parentId: comment.parentId == null ? null : read.id<CommentId>(comment.parentId, [...path, 'parentId']),
        authorId: read.id(comment.authorId, [...path, 'authorId']),
        body: readBody(comment.body, longestComment, problems, [...path, 'body']),
        at: read.time(comment.createdAt, [...path, 'createdAt']),
      }
    }),
    postLikes: likes.flatMap((like, index) => read.onPost(like, ['likes', String(index)])),
    commentLikes: likes.flatMap((like, index) => read.onComment(like, ['likes', String(index)])),
    reposts: (input.reposts ?? []).flatMap((repost, index) => {
      const path = ['reposts', String(index)]
      problems.check(repost.commentId == null, [...path, 'commentId'], 'INVALID', 'Only posts are reposted.')
      problems.check(repost.postId != null, [...path, 'postId'], 'REQUIRED', 'A repost names its post.')
      return read.onPost(repost, path)
    }),
    follows: (input.follows ?? []).map((follow, index) => {
      const path = ['follows', String(index)]
      const followerId = read.id(follow.followerId, [...path, 'followerId'])
      const followedId = read.id(follow.userId, [...path, 'userId'])
      problems.check(followerId !== followedId, [...path, 'userId'], 'INVALID', 'Nobody follows themselves.')
      return { where: path, followerId, followedId, at: read.time(follow.createdAt, [...path, 'createdAt']) }
    }),
    views: (input.views ?? []).map((view, index) => {
      const path = ['views', String(index)]
      return {
        where: path,
        viewerId: read.id(view.viewerId, [...path, 'viewerId']),
        postId: read.id<PostId>(view.postId, [...path, 'postId']),
        source: view.source ?? 'OTHER',
        at: read.time(view.at, [...path, 'at']),
      }
    }),
  }
}

export const sizeOf = (input: SeedContent): number =>
  [input.posts, input.comments, input.likes, input.reposts, input.follows, input.views]
    .map((list) => list?.length ?? 0)
    .reduce((sum, length) => sum + length, 0)

class SeedReader {
  readonly #now: Date
  readonly #problems: Problems

  constructor(now: Date, problems: Problems) {
    this.#now = now
    this.#problems = problems
  }

  id<Id extends string = UserId>(text: string, path: string[]): Id {
    this.#problems.check(uuid.safeParse(text).success, path, 'INVALID', 'An id is a UUID.')
    return text.toLowerCase() as Id // its list says whose id it is
  }

  time(time: Date, path: string[]): Date {
    const fits = time >= earliest && time <= this.#now
    this.#problems.check(fits, path, 'INVALID', 'Seeds happened between the year 2000 and now.')
    return time
  }

  onPost(reaction: SeedReaction, path: string[]): SeedPostReaction[] {
    const one = (reaction.postId == null) !== (reaction.commentId == null)
    this.#problems.check(one, path, 'INVALID', 'It is on a post or on a comment.')
    if (reaction.postId == null) return []
    return [{ ...this.#reaction(reaction, path), postId: this.id<PostId>(reaction.postId, [...path, 'postId']) }]
  }

  onComment(reaction: SeedReaction, path: string[]): SeedCommentLike[] {
    if (reaction.commentId == null) return []
    const commentId = this.id<CommentId>(reaction.commentId, [...path, 'commentId'])
    return [{ ...this.#reaction(reaction, path), commentId }]
  }

  #reaction(reaction: SeedReaction, path: string[]) {
    const userId = this.id(reaction.userId, [...path, 'userId'])
    return { where: path, userId, at: this.time(reaction.createdAt, [...path, 'createdAt']) }
  }
}
