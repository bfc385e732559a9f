import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { groupBy, indexBy } from '../../database/page-loader.ts'
import type { CommentId, UserId } from '../../ids.ts'
import type { SeenComment } from './comment.ts'
import { type CommentArguments, type CommentPage, readCommentPage, type ThreadPage } from './comment-lists.ts'
import type { CommentRepository, ListedComment } from './comment-repository.ts'

/** Comments as a viewer, or a guest, may see them. */
export class CommentReader {
  readonly #deps: { database: Database; comments: CommentRepository; clock: Clock }

  constructor(deps: { database: Database; comments: CommentRepository; clock: Clock }) {
    this.#deps = deps
  }

  async visible(viewerId: UserId | null, ids: readonly CommentId[]): Promise<Map<CommentId, SeenComment>> {
    const { comments, database } = this.#deps
    return indexBy(await comments.visible(database.sql, viewerId, ids), (comment) => comment.id)
  }

  readPage(list: 'comments' | 'replies', given: CommentArguments): CommentPage {
    return readCommentPage(list, given, this.#deps.clock.now())
  }

  async top(viewerId: UserId | null, postIds: readonly string[], { sort, position, first }: CommentPage) {
    const { comments, database } = this.#deps
    return byParent(await comments.top(database.sql, viewerId, postIds, { sort, position, limit: first + 1 }))
  }

  async replies(viewerId: UserId | null, parents: readonly string[], { sort, position, first }: CommentPage) {
    const { comments, database } = this.#deps
    return byParent(await comments.replies(database.sql, viewerId, parents, { sort, position, limit: first + 1 }))
  }

  async thread(viewerId: UserId | null, postIds: readonly string[], { sort, path, first }: ThreadPage) {
    const { comments, database } = this.#deps
    const after = Buffer.from(path, 'hex')
    return byParent(await comments.thread(database.sql, viewerId, postIds, { sort, after, limit: first + 1 }))
  }
}

const byParent = (rows: readonly ListedComment[]) => groupBy(rows, (row) => row.parent)
