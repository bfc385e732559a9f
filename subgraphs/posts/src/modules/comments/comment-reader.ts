import type { PageArguments } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import { groupBy, indexBy } from '../../database/page-loader.ts'
import type { CommentId, UserId } from '../../ids.ts'
import type { Reader } from '../visibility/visibility.ts'
import type { SeenComment } from './comment.ts'
import { type CommentArguments, type CommentPage, readCommentPage, type ThreadPage } from './comment-lists.ts'
import type { CommentRepository, ListedComment } from './comment-repository.ts'

/** Comments as a viewer, or a guest, may see them. */
export class CommentReader {
  readonly #deps: { database: Database; comments: CommentRepository; clock: Clock }

  constructor(deps: { database: Database; comments: CommentRepository; clock: Clock }) {
    this.#deps = deps
  }

  async visible(reader: Reader, ids: readonly CommentId[]): Promise<Map<CommentId, SeenComment>> {
    const { comments, database } = this.#deps
    return indexBy(await comments.visible(database.sql, reader, ids), (comment) => comment.id)
  }

  readPage(list: 'comments' | 'replies', given: CommentArguments): CommentPage {
    return readCommentPage(list, given, this.#deps.clock.now())
  }

  async top(reader: Reader, postIds: readonly string[], { sort, position, first }: CommentPage) {
    const { comments, database } = this.#deps
    return byParent(await comments.top(database.sql, reader, postIds, { sort, position, limit: first + 1 }))
  }

  async replies(reader: Reader, parents: readonly string[], { sort, position, first }: CommentPage) {
    const { comments, database } = this.#deps
    return byParent(await comments.replies(database.sql, reader, parents, { sort, position, limit: first + 1 }))
  }

  /** A page of what somebody said, whoever's posts it is under. */
  readPageOfPerson(given: PageArguments): KeysetPage {
    return readNewestPage('comments of a person', given, this.#deps.clock.now())
  }

  async ofAuthors(reader: Reader, authors: readonly string[], { position, first }: KeysetPage) {
    const { comments, database } = this.#deps
    return byParent(await comments.ofAuthors(database.sql, reader, authors, { position, limit: first + 1 }))
  }

  async countOfAuthors(viewerId: UserId | null, authors: readonly UserId[]): Promise<Map<UserId, number>> {
    const { comments, database } = this.#deps
    const counted = await comments.countOfAuthors(database.sql, viewerId, authors)
    return new Map(counted.map((row) => [row.authorId, row.comments]))
  }

  async thread(reader: Reader, postIds: readonly string[], { sort, path, first }: ThreadPage) {
    const { comments, database } = this.#deps
    const page = { after: Buffer.from(path, 'hex'), limit: first + 1 }
    return byParent(
      sort === 'TOP'
        ? await comments.threadByLikes(database.sql, reader, postIds, page)
        : await comments.thread(database.sql, reader, postIds, { ...page, sort }),
    )
  }
}

const byParent = (rows: readonly ListedComment[]) => groupBy(rows, (row) => row.parent)
