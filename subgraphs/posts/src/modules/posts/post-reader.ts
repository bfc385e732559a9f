import type { PageArguments } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import { groupBy, indexBy } from '../../database/page-loader.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { AddressReader, Reader } from '../visibility/visibility.ts'
import type { Post, PostHead } from './post.ts'
import type { PostOfAuthor, PostRepository } from './post-repository.ts'

export type PostReaderDeps = {
  database: Database
  posts: PostRepository
  clock: Clock
}

/** Posts as a viewer, or a guest, may see them. */
export class PostReader {
  readonly #deps: PostReaderDeps

  constructor(deps: PostReaderDeps) {
    this.#deps = deps
  }

  /** By their addresses: moderators also those that were removed. */
  async visible(reader: Reader, ids: readonly PostId[]): Promise<Map<PostId, Post>> {
    const { posts, database } = this.#deps
    return indexBy(await posts.visible(database.sql, reader, ids), (post) => post.id)
  }

  async visibleHeads(viewer: AddressReader, ids: readonly PostId[]): Promise<Map<PostId, PostHead>> {
    const { posts, database } = this.#deps
    return indexBy(await posts.visibleHeads(database.sql, viewer, ids), (post) => post.id)
  }

  async texts(viewer: AddressReader, ids: readonly PostId[], column: 'body' | 'body_html') {
    const { posts, database } = this.#deps
    return indexBy(await posts.texts(database.sql, viewer, ids, column), (post) => post.id)
  }

  readPage(given: PageArguments): KeysetPage {
    return readNewestPage('posts', given, this.#deps.clock.now())
  }

  async byAuthors(
    reader: Reader,
    authorIds: readonly UserId[],
    { position, first }: KeysetPage,
  ): Promise<Map<UserId, PostOfAuthor[]>> {
    const { posts, database } = this.#deps
    return groupBy(await posts.byAuthors(database.sql, reader, authorIds, position, first + 1), (row) => row.author)
  }
}
