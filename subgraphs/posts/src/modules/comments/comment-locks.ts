import type { Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import { indexBy } from '../../database/page-loader.ts'
import { type CommentId, type PostId, readCommentId } from '../../ids.ts'
import type { PostHead } from '../posts/post.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import { isOwn } from '../posts/post-rules.ts'
import { isModerator } from '../visibility/visibility.ts'
import type { Comment } from './comment.ts'
import type { CommentRepository } from './comment-repository.ts'

type LockedComment = { comment: Comment; post: PostHead }

/** Comments under the lock of their post, which every change of one holds. */
export class CommentLocks {
  readonly #deps: { comments: CommentRepository; locks: PostLocks }

  constructor(deps: { comments: CommentRepository; locks: PostLocks }) {
    this.#deps = deps
  }

  /** Locks the post of a comment that the viewer sees and that is not deleted; what is frozen of a removed one, the caller says. */
  lockLive(tx: Sql, viewer: Viewer, id: string): Promise<LockedComment | null> {
    return this.#lock(tx, viewer, id, (postId) => this.#deps.locks.lockVisible(tx, viewer, postId))
  }

  /** Locks the post of a comment whoever may see it. */
  lockAny(tx: Sql, id: string): Promise<LockedComment | null> {
    return this.#lock(tx, null, id, (postId) => this.#deps.locks.lockAny(tx, postId))
  }

  /** Who wrote under a post that they do not see any more may still delete what they wrote. */
  async lockOwn(tx: Sql, viewer: Viewer, id: string): Promise<LockedComment | null> {
    const found = await this.lockAny(tx, id)
    return found && found.comment.authorId === viewer.id ? found : null
  }

  /** A comment of this post that is not deleted; one that was removed only for who may read it. `viewer` null: whoever. */
  async live(tx: Sql, viewer: Viewer | null, post: PostHead, id: string): Promise<Comment | null> {
    const commentId = readCommentId(id)
    const [comment] = commentId ? await this.#deps.comments.find(tx, [commentId]) : []
    if (!comment || comment.postId !== post.id || comment.deleted) return null
    const isReadable = !comment.removed || viewer === null || isOwn(viewer, comment) || isModerator(viewer)
    return isReadable ? comment : null
  }

  /** Comments whoever may see them; for seeding, of posts that the caller has locked. */
  async find(tx: Sql, ids: readonly CommentId[]): Promise<Map<CommentId, Comment>> {
    return indexBy(await this.#deps.comments.find(tx, ids), (comment) => comment.id)
  }

  countLikes(tx: Sql, changes: readonly { id: CommentId; by: number }[]): Promise<void> {
    return this.#deps.comments.countLikes(tx, changes)
  }

  async #lock(
    tx: Sql,
    viewer: Viewer | null,
    id: string,
    lockPost: (postId: PostId) => Promise<PostHead | null>,
  ): Promise<LockedComment | null> {
    const commentId = readCommentId(id)
    const postId = commentId && (await this.#deps.comments.postOf(tx, commentId))
    const post = postId && (await lockPost(postId))
    const comment = post && (await this.live(tx, viewer, post, id))
    return post && comment ? { comment, post } : null
  }
}
