import { notFound, type PageArguments, toConnection, type Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { positionCursor, readNewestPage } from '../../database/keyset.ts'
import { readPostId, type UserId } from '../../ids.ts'
import type { PostReader } from '../posts/post-reader.ts'
import { frozen } from '../posts/post-rules.ts'
import { success } from '../posts/post-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { BookmarkRepository } from './bookmark-repository.ts'

export type BookmarkDeps = {
  database: Database
  posts: PostReader
  bookmarks: BookmarkRepository
  limits: WriteLimits
  clock: Clock
}

/** Nobody counts bookmarks and nobody is told of them, so no lock and no event. */
export class BookmarkService {
  readonly #deps: BookmarkDeps

  constructor(deps: BookmarkDeps) {
    this.#deps = deps
  }

  async add(viewer: Viewer, postId: string) {
    const { database, limits, posts, bookmarks, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const id = readPostId(postId)
    const post = id && (await posts.visibleHeads(viewer, [id])).get(id)
    if (!post) return notFound('Post')
    const refused = frozen(post)
    if (refused) return refused
    await bookmarks.add(database.sql, viewer.id, post.id, clock.now())
    return success('BookmarkPostSuccess', post.id)
  }

  async remove(viewer: Viewer, postId: string) {
    const { database, limits, posts, bookmarks } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const id = readPostId(postId)
    if (!id) return notFound('Post')
    const wasThere = await bookmarks.remove(database.sql, viewer.id, id)
    // Who bookmarked a post knows its id, so taking the bookmark back tells nothing about the post.
    const isVisible = wasThere || (await posts.visibleHeads(viewer, [id])).has(id)
    return isVisible ? success('RemoveBookmarkSuccess', id) : notFound('Post')
  }

  async of(userId: UserId, given: PageArguments) {
    const { bookmarks, database, clock } = this.#deps
    const page = readNewestPage('bookmarks', given, clock.now())
    const rows = await bookmarks.of(database.sql, userId, page.position, page.first + 1)
    return toConnection(
      rows,
      page,
      (row) => positionCursor('bookmarks', row.at, row.id),
      (row) => ({ postId: row.id, bookmarkedAt: row.at }),
    )
  }
}
