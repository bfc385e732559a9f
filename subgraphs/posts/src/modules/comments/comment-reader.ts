import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { groupBy, indexBy } from '../../database/page-loader.ts'
import type { CommentId, UserId } from '../../ids.ts'
import type { Comment } from './comment.ts'
import { type CommentArguments, type CommentPage, readCommentPage, type ThreadPage } from './comment-lists.ts'
import type { CommentPosition, CommentRepository, ThreadPosition } from './comment-repository.ts'

/** Comments as a viewer, or a guest, may see them. */
export class CommentReader {
  readonly #deps: { database: Database; comments: CommentRepository; clock: Clock }

  constructor(deps: { database: Database; comments: CommentRepository; clock: Clock }) {
    this.#deps = deps
  }

  async visible(viewerId: UserId | null, ids: readonly CommentId[]): Promise<Map<CommentId, Comment>> {
    const { comments, database } = this.#deps
    return indexBy(await comments.visible(database.sql, viewerId, ids), (comment) => comment.id)
  }

  readPage(list: 'comments' | 'replies', given: CommentArguments): CommentPage {
    return readCommentPage(list, given, this.#deps.clock.now())
  }

  async top(
    postIds: readonly string[],
    { sort, position, first }: CommentPage,
  ): Promise<Map<string, CommentPosition[]>> {
    const { comments, database } = this.#deps
    return groupBy(await comments.top(database.sql, postIds, sort, position, first + 1), (row) => row.parent)
  }

  async replies(
    parents: readonly string[],
    { sort, position, first }: CommentPage,
  ): Promise<Map<string, CommentPosition[]>> {
    const { comments, database } = this.#deps
    return groupBy(await comments.replies(database.sql, parents, sort, position, first + 1), (row) => row.parent)
  }

  async thread(postIds: readonly string[], { sort, path, first }: ThreadPage): Promise<Map<string, ThreadPosition[]>> {
    const { comments, database } = this.#deps
    const after = Buffer.from(path, 'hex')
    return groupBy(await comments.thread(database.sql, postIds, sort, after, first + 1), (row) => row.parent)
  }
}
