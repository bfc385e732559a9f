import { commentLiked, commentUnliked, postLiked, postUnliked } from '@forum/events'
import { notFound, type PageArguments, type Viewer } from '@forum/graphql-kit'
import type { Outbox } from '@forum/outbox'
import type { Clock } from '@forum/service-kit'
import type { Database, Sql } from '../../database/database.ts'
import { type PlacePage, readNewestPage } from '../../database/keyset.ts'
import { groupBy } from '../../database/page-loader.ts'
import type { NewRelation, PersonPlace, RelationTable } from '../../database/relation-table.ts'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import type { Comment } from '../comments/comment.ts'
import type { CommentService } from '../comments/comment-service.ts'
import type { PostHead } from '../posts/post.ts'
import { type PostService, success } from '../posts/post-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'

export type LikeDeps = {
  database: Database
  posts: PostService
  comments: CommentService
  postLikes: RelationTable<PostId>
  commentLikes: RelationTable<CommentId>
  outbox: Outbox
  limits: WriteLimits
  clock: Clock
}

export class LikeService {
  readonly #deps: LikeDeps

  constructor(deps: LikeDeps) {
    this.#deps = deps
  }

  async likePost(viewer: Viewer, postId: string) {
    const { database, limits, posts, postLikes, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const post = await posts.lockSeen(tx, viewer, postId)
      if (!post) return notFound('Post')
      const at = clock.now()
      const version = await postLikes.add(tx, { subjectId: post.id, userId: viewer.id, at })
      if (version !== null) {
        await posts.count(tx, [{ postId: post.id, likes: 1 }])
        await outbox.append(tx, postLiked(likeState(post, viewer.id, true, version), { time: at }))
      }
      return success('LikePostSuccess', post.id)
    })
  }

  async unlikePost(viewer: Viewer, postId: string) {
    const { database, limits, posts, postLikes, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const post = await posts.lockSeen(tx, viewer, postId)
      if (!post) return notFound('Post')
      const at = clock.now()
      const version = await postLikes.remove(tx, { subjectId: post.id, userId: viewer.id, at })
      if (version !== null) {
        await posts.count(tx, [{ postId: post.id, likes: -1 }])
        await outbox.append(tx, postUnliked(likeState(post, viewer.id, false, version), { time: at }))
      }
      return success('UnlikePostSuccess', post.id)
    })
  }

  async likeComment(viewer: Viewer, commentId: string) {
    const { database, limits, comments, commentLikes, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const found = await comments.lockLive(tx, viewer, commentId)
      if (!found) return notFound('Comment')
      const { comment } = found
      const at = clock.now()
      const version = await commentLikes.add(tx, { subjectId: comment.id, userId: viewer.id, at })
      if (version !== null) {
        await comments.countLikes(tx, [{ id: comment.id, by: 1 }])
        await outbox.append(tx, commentLiked(commentLikeState(comment, viewer.id, true, version), { time: at }))
      }
      return { __typename: 'LikeCommentSuccess' as const, commentId: comment.id }
    })
  }

  async unlikeComment(viewer: Viewer, commentId: string) {
    const { database, limits, comments, commentLikes, outbox, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const found = await comments.lockLive(tx, viewer, commentId)
      if (!found) return notFound('Comment')
      const { comment } = found
      const at = clock.now()
      const version = await commentLikes.remove(tx, { subjectId: comment.id, userId: viewer.id, at })
      if (version !== null) {
        await comments.countLikes(tx, [{ id: comment.id, by: -1 }])
        await outbox.append(tx, commentUnliked(commentLikeState(comment, viewer.id, false, version), { time: at }))
      }
      return { __typename: 'UnlikeCommentSuccess' as const, commentId: comment.id }
    })
  }

  /** Adds likes of posts that the caller has locked; one that exists, on or off, is left alone. Answers how many were added. */
  async insertOnPosts(
    tx: Sql,
    likes: readonly NewRelation<PostId>[],
    posts: ReadonlyMap<PostId, PostHead>,
  ): Promise<number> {
    const added = await this.#deps.postLikes.addNew(tx, likes)
    const counts = [...Map.groupBy(added, (like) => like.subjectId)]
    await this.#deps.posts.count(
      tx,
      counts.map(([postId, each]) => ({ postId, likes: each.length })),
    )
    const events = added.flatMap(({ subjectId, userId, at }) => {
      const post = posts.get(subjectId)
      return post ? [postLiked(likeState(post, userId, true, 1), { time: at })] : []
    })
    await this.#deps.outbox.append(tx, ...events)
    return added.length
  }

  /** The same for comments. */
  async insertOnComments(
    tx: Sql,
    likes: readonly NewRelation<CommentId>[],
    comments: ReadonlyMap<CommentId, Comment>,
  ): Promise<number> {
    const added = await this.#deps.commentLikes.addNew(tx, likes)
    const counts = [...Map.groupBy(added, (like) => like.subjectId)]
    await this.#deps.comments.countLikes(
      tx,
      counts.map(([id, each]) => ({ id, by: each.length })),
    )
    const events = added.flatMap(({ subjectId, userId, at }) => {
      const comment = comments.get(subjectId)
      return comment ? [commentLiked(commentLikeState(comment, userId, true, 1), { time: at })] : []
    })
    await this.#deps.outbox.append(tx, ...events)
    return added.length
  }

  async likedComments(viewerId: UserId, ids: readonly CommentId[]): Promise<Map<CommentId, boolean>> {
    const { commentLikes, database } = this.#deps
    return new Map((await commentLikes.activeFor(database.sql, viewerId, ids)).map((id) => [id, true]))
  }

  readPage(given: PageArguments): PlacePage {
    return readNewestPage('likers', given)
  }

  async likers(postIds: readonly string[], { place, first }: PlacePage): Promise<Map<string, PersonPlace[]>> {
    const { postLikes, database } = this.#deps
    return groupBy(await postLikes.people(database.sql, postIds, place, first + 1), (row) => row.parent)
  }
}

const likeState = (post: PostHead, userId: UserId, active: boolean, version: number) => ({
  postId: post.id,
  postAuthorId: post.authorId,
  userId,
  active,
  version,
})

const commentLikeState = (comment: Comment, userId: UserId, active: boolean, version: number) => ({
  commentId: comment.id,
  postId: comment.postId,
  commentAuthorId: comment.authorId,
  userId,
  active,
  version,
})
