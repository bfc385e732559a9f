import { empty, type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'
import { type PostPlace, placeRow, postsAt } from '../posts/post-places.ts'
import { isNotMutedBy, isPublic } from '../visibility/visibility.ts'

const contextRow = z.object({ id: postId, users: z.array(userId), count, latest_at: time })
export type RepostsOf = z.output<typeof contextRow>

const placesOf = (db: Sql, viewerId: UserId | null, places: SqlFragment): Promise<PostPlace[]> =>
  select(db, placeRow, postsAt(viewerId, places, empty))

export class FeedRepository {
  latest(db: Sql, viewerId: UserId | null, position: Position, limit: number): Promise<PostPlace[]> {
    return placesOf(
      db,
      viewerId,
      sql`
        SELECT p.id, p.created_at AS at FROM posts p
        WHERE ${isPublic} AND (p.created_at, p.id) < (${position.at}::timestamptz, ${position.id}::uuid)
          AND ${isNotMutedBy(viewerId, sql`p.id`)}
        ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`,
    )
  }

  latestTagged(db: Sql, viewerId: UserId | null, tag: string, position: Position, limit: number): Promise<PostPlace[]> {
    return placesOf(
      db,
      viewerId,
      sql`
        SELECT post_id AS id, created_at AS at FROM post_tags
        WHERE tag_id = (SELECT id FROM tags WHERE name = ${tag}) AND listed
          AND (created_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          AND ${isNotMutedBy(viewerId, sql`post_tags.post_id`)}
        ORDER BY created_at DESC, post_id DESC LIMIT ${limit}`,
    )
  }

  active(db: Sql, viewerId: UserId | null, position: Position, limit: number): Promise<PostPlace[]> {
    return placesOf(
      db,
      viewerId,
      sql`
        SELECT post_id AS id, last_activity_at AS at FROM post_counters
        WHERE listed AND (last_activity_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          AND ${isNotMutedBy(viewerId, sql`post_counters.post_id`)}
        ORDER BY last_activity_at DESC, post_id DESC LIMIT ${limit}`,
    )
  }

  activeTagged(db: Sql, viewerId: UserId | null, tag: string, position: Position, limit: number): Promise<PostPlace[]> {
    return placesOf(
      db,
      viewerId,
      sql`
        SELECT post_id AS id, last_activity_at AS at FROM post_tags
        WHERE tag_id = (SELECT id FROM tags WHERE name = ${tag}) AND listed
          AND (last_activity_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
          AND ${isNotMutedBy(viewerId, sql`post_tags.post_id`)}
        ORDER BY last_activity_at DESC, post_id DESC LIMIT ${limit}`,
    )
  }

  /**
   * Each post that the viewer's people wrote or reposted, at its newest position not newer than the walk's start, and in a walk once. Per person,
   * a post is tested for being public and for having no newer position before LIMIT, so that none is lost to one that is dropped.
   * `recent` looks at a few posts of each person first: the page cannot reach below the oldest of enough of them, so the walk over
   * everybody's posts and reposts reads little more than the page.
   */
  following(
    db: Sql,
    viewerId: UserId,
    { start, position, tag, limit }: { start: string; position: Position; tag: string | null; limit: number },
  ): Promise<PostPlace[]> {
    const isTagged =
      tag === null
        ? empty
        : sql`AND EXISTS (SELECT FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = p.id AND tags.name = ${tag})`
    const isListed = sql`${isPublic} AND ${isNotMutedBy(viewerId, sql`p.id`)} ${isTagged}`
    // Whom the viewer has left since the walk began still has the positions that it may have shown.
    const isFollowed = sql`
      SELECT FROM follows g
      WHERE g.follower_id = ${viewerId}::uuid AND (g.active OR g.changed_at > ${start}::timestamptz) AND g.followed_id`
    // A repost that was undone or done again since then may have been the position at which the walk has shown its post.
    const isUntouched = sql`NOT EXISTS (
      SELECT FROM reposts n
      WHERE n.post_id = p.id AND n.version > 1 AND n.changed_at > ${start}::timestamptz AND EXISTS (${isFollowed} = n.user_id)
    )`
    const authored = sql`
      p.author_id = f.id AND ${isListed} AND ${isUntouched}
      AND (p.created_at, p.id) < (${position.at}::timestamptz, ${position.id}::uuid)
      AND NOT EXISTS (
        SELECT FROM reposts n
        WHERE n.post_id = p.id AND n.active AND n.changed_at BETWEEN p.created_at AND ${start}::timestamptz
          AND EXISTS (${isFollowed} = n.user_id)
      )`
    const reposted = sql`
      r.user_id = f.id AND r.active AND ${isListed} AND ${isUntouched}
      AND (r.changed_at, r.post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
      AND NOT EXISTS (
        SELECT FROM reposts n
        WHERE n.post_id = r.post_id AND n.active AND n.changed_at BETWEEN r.changed_at AND ${start}::timestamptz
          AND (n.changed_at, n.user_id) > (r.changed_at, r.user_id) AND EXISTS (${isFollowed} = n.user_id)
      )
      AND (p.created_at <= r.changed_at OR p.created_at > ${start}::timestamptz OR NOT EXISTS (${isFollowed} = p.author_id))`
    return placesOf(
      db,
      viewerId,
      sql`
        WITH followed AS MATERIALIZED (
          SELECT followed_id AS id FROM follows WHERE follower_id = ${viewerId}::uuid AND active
        ), recent AS (
          SELECT x.at FROM followed f CROSS JOIN LATERAL (
            SELECT p.created_at AS at FROM posts p WHERE ${authored} ORDER BY p.created_at DESC, p.id DESC
            LIMIT (SELECT ceil(2.0 * ${limit}::integer / greatest(count(*), 1))::bigint FROM followed)
          ) x
          ORDER BY x.at DESC LIMIT ${limit}
        ), lowest AS (
          SELECT CASE WHEN count(*) = ${limit}::integer THEN min(at) ELSE '-infinity' END AS at FROM recent
        )
        SELECT x.id, x.at FROM followed f CROSS JOIN LATERAL (
          (SELECT p.id, p.created_at AS at FROM posts p
           WHERE ${authored} AND p.created_at >= (SELECT at FROM lowest)
           ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit})
          UNION ALL
          (SELECT r.post_id, r.changed_at FROM reposts r JOIN posts p ON p.id = r.post_id
           WHERE ${reposted} AND r.changed_at >= (SELECT at FROM lowest)
           ORDER BY r.changed_at DESC, r.post_id DESC LIMIT ${limit})
        ) x
        ORDER BY x.at DESC, x.id DESC LIMIT ${limit}`,
    )
  }

  /** Who of the viewer's people reposted these posts by the walk's start. */
  repostsOf(db: Sql, viewerId: UserId, postIds: readonly PostId[], start: string): Promise<RepostsOf[]> {
    return select(
      db,
      contextRow,
      sql`
        SELECT r.post_id AS id, (array_agg(r.user_id::text ORDER BY r.changed_at DESC, r.user_id DESC))[1:10] AS users,
          count(*)::integer AS count, max(r.changed_at) AS latest_at
        FROM reposts r JOIN follows f ON f.follower_id = ${viewerId}::uuid AND f.followed_id = r.user_id AND f.active
        WHERE r.post_id = ANY (${postIds}::uuid[]) AND r.active AND r.changed_at <= ${start}::timestamptz
        GROUP BY r.post_id`,
    )
  }

  async newLatest(db: Sql, viewerId: UserId | null, since: Date, max: number): Promise<number> {
    return this.#count(
      db,
      sql`
        SELECT FROM posts p WHERE ${isPublic} AND p.created_at > ${since.toISOString()}::timestamptz
          AND ${isNotMutedBy(viewerId, sql`p.id`)}
        LIMIT ${max}`,
    )
  }

  async newActive(db: Sql, viewerId: UserId | null, since: Date, max: number): Promise<number> {
    return this.#count(
      db,
      sql`
        SELECT FROM post_counters WHERE listed AND last_activity_at > ${since.toISOString()}::timestamptz
          AND ${isNotMutedBy(viewerId, sql`post_counters.post_id`)}
        LIMIT ${max}`,
    )
  }

  /** Looks at ten positions for each post that it counts, and not at all that 5,000 people ever wrote and reposted. */
  async newFollowing(db: Sql, viewerId: UserId, since: Date, max: number): Promise<number> {
    const time = since.toISOString()
    return this.#count(
      db,
      sql`
        SELECT DISTINCT id FROM (
          SELECT x.id FROM follows f CROSS JOIN LATERAL (
            (SELECT p.id FROM posts p
             WHERE p.author_id = f.followed_id AND ${isPublic} AND ${isNotMutedBy(viewerId, sql`p.id`)}
               AND p.created_at > ${time}::timestamptz
             ORDER BY p.created_at DESC LIMIT ${max})
            UNION ALL
            (SELECT r.post_id FROM reposts r JOIN posts p ON p.id = r.post_id
             WHERE r.user_id = f.followed_id AND r.active AND r.changed_at > ${time}::timestamptz
               AND ${isPublic} AND ${isNotMutedBy(viewerId, sql`p.id`)}
             ORDER BY r.changed_at DESC LIMIT ${max})
          ) x
          WHERE f.follower_id = ${viewerId}::uuid AND f.active
          LIMIT ${10 * max}
        ) places
        LIMIT ${max}`,
    )
  }

  async #count(db: Sql, rows: ReturnType<typeof sql>): Promise<number> {
    const [found] = await select(
      db,
      z.object({ count }),
      sql`SELECT count(*)::integer AS count FROM (${rows}) AS found`,
    )
    return found?.count ?? 0
  }
}
