import { postReposted, postUnreposted } from '@forum/events'
import type { PageArguments, Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock } from '@forum/service-kit'
import { postId } from '../../database/columns.ts'
import { type KeysetPage, readNewestPage } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'
import type { PostHead } from '../posts/post.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import { success } from '../posts/post-service.ts'
import { type ReactionDeps, ReactionService } from '../reactions/reaction-service.ts'
import { type NewRelation, RelationTable } from '../reactions/relation-table.ts'

export type RepostDeps = ReactionDeps & { posts: PostLocks }

export class RepostService {
  readonly #reposts: ReactionService<PostId, PostHead>
  readonly #clock: Clock

  constructor({ posts, ...deps }: RepostDeps) {
    this.#clock = deps.clock
    this.#reposts = new ReactionService({
      ...deps,
      subjectType: 'Post',
      relations: new RelationTable('reposts', postId),
      lock: (tx, viewer, id) => posts.lockVisible(tx, viewer, id),
      lockAny: (tx, id) => posts.lockAny(tx, id),
      authorOf: (post) => post.authorId,
      refusal: 'You cannot repost this.',
      count: (tx, changes) =>
        posts.count(
          tx,
          changes.map(({ id, by }) => ({ postId: id, reposts: by })),
        ),
      event: (post, state, time) =>
        (state.active ? postReposted : postUnreposted)(
          { postId: post.id, postAuthorId: post.authorId, ...state },
          { time },
        ),
    })
  }

  repost(viewer: Viewer, id: string) {
    return this.#reposts.turn(viewer, id, true, (reposted) => success('RepostSuccess', reposted))
  }

  undo(viewer: Viewer, id: string) {
    return this.#reposts.turn(viewer, id, false, (undone) => success('UndoRepostSuccess', undone))
  }

  /** Adds reposts of posts that the caller has locked. Answers how many were added. */
  insert(tx: Sql, given: readonly NewRelation<PostId>[], posts: ReadonlyMap<PostId, PostHead>): Promise<number> {
    return this.#reposts.insert(tx, given, posts)
  }

  readPage(given: PageArguments): KeysetPage {
    return readNewestPage('reposters', given, this.#clock.now())
  }

  reposters(viewerId: UserId | null, postIds: readonly string[], page: KeysetPage) {
    return this.#reposts.people(viewerId, postIds, page)
  }
}
