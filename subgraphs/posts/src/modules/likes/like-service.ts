import { commentLiked, commentUnliked, postLiked, postUnliked } from '@forum/events'
import type { PageArguments, Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import { commentId, postId } from '../../database/columns.ts'
import { type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import type { CommentId, PostId, UserId } from '../../ids.ts'
import type { Comment } from '../comments/comment.ts'
import type { CommentLocks } from '../comments/comment-locks.ts'
import type { PostHead } from '../posts/post.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import { success } from '../posts/post-service.ts'
import { type ReactionDeps, ReactionService } from '../reactions/reaction-service.ts'
import { type NewRelation, RelationTable } from '../reactions/relation-table.ts'

export type LikeDeps = ReactionDeps & { posts: PostLocks; comments: CommentLocks }

export class LikeService {
  readonly #onPosts: ReactionService<PostId, PostHead>
  readonly #onComments: ReactionService<CommentId, Comment>
  readonly #clock: Clock

  constructor({ posts, comments, ...deps }: LikeDeps) {
    this.#clock = deps.clock
    this.#onPosts = new ReactionService({
      ...deps,
      subjectType: 'Post',
      relations: new RelationTable('post_likes', postId),
      lock: (tx, viewer, id) => posts.lockVisible(tx, viewer, id),
      lockAny: (tx, id) => posts.lockAny(tx, id),
      authorOf: (post) => post.authorId,
      refusal: 'You cannot like this.',
      count: (tx, changes) =>
        posts.count(
          tx,
          changes.map(({ id, by }) => ({ postId: id, likes: by })),
        ),
      event: (post, state, time) =>
        (state.active ? postLiked : postUnliked)({ postId: post.id, postAuthorId: post.authorId, ...state }, { time }),
    })
    this.#onComments = new ReactionService({
      ...deps,
      subjectType: 'Comment',
      relations: new RelationTable('comment_likes', commentId),
      lock: async (tx, viewer, id) => (await comments.lockLive(tx, viewer, id))?.comment ?? null,
      lockAny: async (tx, id) => (await comments.lockAny(tx, id))?.comment ?? null,
      authorOf: (comment) => comment.authorId,
      refusal: 'You cannot like this.',
      count: (tx, changes) => comments.countLikes(tx, changes),
      event: (comment, state, time) =>
        (state.active ? commentLiked : commentUnliked)(
          { commentId: comment.id, postId: comment.postId, commentAuthorId: comment.authorId, ...state },
          { time },
        ),
    })
  }

  likePost(viewer: Viewer, id: string) {
    return this.#onPosts.turn(viewer, id, true, (liked) => success('LikePostSuccess', liked))
  }

  unlikePost(viewer: Viewer, id: string) {
    return this.#onPosts.turn(viewer, id, false, (unliked) => success('UnlikePostSuccess', unliked))
  }

  likeComment(viewer: Viewer, id: string) {
    return this.#onComments.turn(viewer, id, true, (liked) => commentSuccess('LikeCommentSuccess', liked))
  }

  unlikeComment(viewer: Viewer, id: string) {
    return this.#onComments.turn(viewer, id, false, (unliked) => commentSuccess('UnlikeCommentSuccess', unliked))
  }

  /** Adds likes of posts that the caller has locked. Answers how many were added. */
  insertOnPosts(tx: Sql, likes: readonly NewRelation<PostId>[], posts: ReadonlyMap<PostId, PostHead>): Promise<number> {
    return this.#onPosts.insert(tx, likes, posts)
  }

  /** The same for comments. */
  insertOnComments(
    tx: Sql,
    likes: readonly NewRelation<CommentId>[],
    comments: ReadonlyMap<CommentId, Comment>,
  ): Promise<number> {
    return this.#onComments.insert(tx, likes, comments)
  }

  readPage(given: PageArguments): KeysetPage {
    return readNewestPage('likers', given, this.#clock.now())
  }

  likers(viewerId: UserId | null, postIds: readonly string[], page: KeysetPage) {
    return this.#onPosts.people(viewerId, postIds, page)
  }
}

const commentSuccess = <Name extends string>(name: Name, id: CommentId) => ({ __typename: name, commentId: id })
