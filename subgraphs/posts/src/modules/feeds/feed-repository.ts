import { empty, type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { count, postId, time, userId } from '../../database/columns.ts'
import type { Position } from '../../database/keyset.ts'
import type { PostId, UserId } from '../../ids.ts'
import { postRow } from '../posts/post.ts'
import { type PostPlace, placeRow, postsAt, visiblePost } from '../posts/post-places.ts'
import { type FeedReader, hidesAnything, isMet, isMetInFeeds, isPublic, wasMet } from '../visibility/visibility.ts'

const contextRow = z.object({ id: postId, users: z.array(userId), count, latest_at: time })
export type RepostsOf = z.output<typeof contextRow>

const rankedRow = z.object({
  ranked_id: postId,
  score: z.coerce.number().int(),
  likes: count,
  comments: count,
  reposts: count,
  people: count,
  id: postId.nullable(),
})
const rankedPlace = {
  parse: (row: unknown) => {
    const { ranked_id: rankedId, id, score, likes, comments, reposts, people } = rankedRow.parse(row)
    return {
      id: rankedId,
      score,
      counted: { likes, comments, reposts, people },
      post: id === null ? null : postRow.parse(row),
    }
  },
}
/** A post of a ranking, with what its score is made of. */
export type RankedPlace = ReturnType<typeof rankedPlace.parse>

/** `posts AS p` with a tag, or all. */
const isTagged = (tag: string | null): SqlFragment =>
  tag === null
    ? empty
    : sql`AND EXISTS (SELECT FROM post_tags t JOIN tags ON tags.id = t.tag_id WHERE t.post_id = p.id AND tags.name = ${tag})`

const isRankedIn = (snapshot: string, id: SqlFragment): SqlFragment =>
  sql`EXISTS (SELECT FROM ranked_posts r WHERE r.snapshot_id = ${snapshot}::uuid AND r.post_id = ${id})`

/** The rows that a page looks at before it ends early: a reader who has hidden nearly everything gets it in more pages, and no scan. */
const maxLookedAt = 2_000
/** Of FOLLOWING, which gathers its rows from many people, so many times as many as a page has. */
const lookedAtInFollowing = 10
const lookedAtInCounts = 10

const end = z.object({ is_end: z.boolean() })
const feedRow = { parse: (row: unknown) => ({ ...end.parse(row), ...placeRow.parse(row) }) }

/** A page of a feed, and where it stopped looking if that was before it was full. */
export type FeedPlaces = { places: PostPlace[]; end: PostPlace | null }

/** @param places `id`, `at` and `is_end` of each row; the one that is the end is not shown */
async function placesOf(db: Sql, viewerId: UserId | null, places: SqlFragment): Promise<FeedPlaces> {
  const rows = await select(db, feedRow, postsAt(viewerId, places, sql`place.is_end,`))
  return { places: rows.filter((row) => !row.is_end), end: rows.find((row) => row.is_end) ?? null }
}

const order = sql`ORDER BY at DESC, id DESC`

/** A page of the rows of an index that a reader meets. The rows are looked at one by one, until there are enough. */
const pageOf = (reader: FeedReader | null, rows: SqlFragment, limit: number): SqlFragment =>
  reader === null
    ? sql`SELECT id, at, false AS is_end FROM (${rows} LIMIT ${limit}) found`
    : sql`
      WITH met AS MATERIALIZED (
        SELECT found.id, found.at FROM (${rows} LIMIT ${maxLookedAt}) found CROSS JOIN LATERAL (${postOf(sql`found.id`)}) p
        WHERE ${isMetInFeeds(reader)} ${order} LIMIT ${limit}
      )
      SELECT id, at, false AS is_end FROM met
      UNION ALL
      SELECT id, at, true FROM (${rows} OFFSET ${maxLookedAt - 1} LIMIT 1) found WHERE (SELECT count(*) FROM met) < ${limit}`

/** What is asked of a post of which a list has the id; LATERAL with LIMIT looks it up, whatever the planner expects. */
const postOf = (id: SqlFragment): SqlFragment =>
  sql`SELECT p.id, p.author_id, p.title, p.body_text FROM posts p WHERE p.id = ${id} AND ${isPublic} LIMIT 1`

/** The new posts of a feed that a reader meets, of ten times as many. */
const newOf = (reader: FeedReader | null, rows: SqlFragment, max: number): SqlFragment =>
  reader === null
    ? sql`${rows} LIMIT ${max}`
    : sql`
      SELECT FROM (${rows} LIMIT ${lookedAtInCounts * max}) found CROSS JOIN LATERAL (${postOf(sql`found.id`)}) p
      WHERE ${isMetInFeeds(reader)} LIMIT ${max}`

const idOf = (reader: FeedReader | null): UserId | null => reader?.id ?? null

/** Above everything, or after a post that was shown. */
export type RankedPosition = { score: number; id: string }

export class FeedRepository {
  latest(db: Sql, reader: FeedReader | null, position: Position, limit: number): Promise<FeedPlaces> {
    const rows = sql`
      SELECT p.id, p.created_at AS at FROM posts p
      WHERE ${isPublic} AND (p.created_at, p.id) < (${position.at}::timestamptz, ${position.id}::uuid)
      ORDER BY p.created_at DESC, p.id DESC`
    return placesOf(db, idOf(reader), pageOf(reader, rows, limit))
  }

  latestTagged(
    db: Sql,
    reader: FeedReader | null,
    tag: string,
    position: Position,
    limit: number,
  ): Promise<FeedPlaces> {
    const rows = sql`
      SELECT post_id AS id, created_at AS at FROM post_tags
      WHERE tag_id = (SELECT id FROM tags WHERE name = ${tag}) AND listed
        AND (created_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
      ORDER BY created_at DESC, post_id DESC`
    return placesOf(db, idOf(reader), pageOf(reader, rows, limit))
  }

  /** Of a snapshot, what is below a score. Who meets what is decided before LIMIT, so a page is full and a snapshot is at most 1,000 posts to look at. */
  ranked(
    db: Sql,
    reader: FeedReader | null,
    { snapshot, tag, below, limit }: { snapshot: string; tag: string | null; below: RankedPosition; limit: number },
  ): Promise<RankedPlace[]> {
    return select(
      db,
      rankedPlace,
      sql`
        SELECT place.post_id AS ranked_id, place.score, place.likes, place.comments, place.reposts, place.people, seen.*
        FROM (
          SELECT r.post_id, r.score, r.likes, r.comments, r.reposts, r.people
          FROM ranked_posts r JOIN posts p ON p.id = r.post_id
          WHERE r.snapshot_id = ${snapshot}::uuid AND r.score <= ${below.score}
            AND (r.score < ${below.score} OR r.post_id > ${below.id}::uuid)
            AND ${isPublic} AND ${isMetInFeeds(reader)} ${isTagged(tag)}
          ORDER BY r.score DESC, r.post_id LIMIT ${limit}
        ) AS place LEFT JOIN LATERAL (${visiblePost(idOf(reader), sql`place.post_id`)}) AS seen ON true
        ORDER BY place.score DESC, place.post_id`,
    )
  }

  /** LATEST of what a snapshot does not rank. */
  unranked(
    db: Sql,
    reader: FeedReader | null,
    { snapshot, tag, position, limit }: { snapshot: string; tag: string | null; position: Position; limit: number },
  ): Promise<FeedPlaces> {
    const rows =
      tag === null
        ? sql`
          SELECT p.id, p.created_at AS at FROM posts p
          WHERE ${isPublic} AND (p.created_at, p.id) < (${position.at}::timestamptz, ${position.id}::uuid)
            AND NOT ${isRankedIn(snapshot, sql`p.id`)}
          ORDER BY p.created_at DESC, p.id DESC`
        : sql`
          SELECT t.post_id AS id, t.created_at AS at FROM post_tags t
          WHERE t.tag_id = (SELECT id FROM tags WHERE name = ${tag}) AND t.listed
            AND (t.created_at, t.post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
            AND NOT ${isRankedIn(snapshot, sql`t.post_id`)}
          ORDER BY t.created_at DESC, t.post_id DESC`
    return placesOf(db, idOf(reader), pageOf(reader, rows, limit))
  }

  active(db: Sql, reader: FeedReader | null, position: Position, limit: number): Promise<FeedPlaces> {
    const rows = sql`
      SELECT post_id AS id, last_activity_at AS at FROM post_counters
      WHERE listed AND (last_activity_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
      ORDER BY last_activity_at DESC, post_id DESC`
    return placesOf(db, idOf(reader), pageOf(reader, rows, limit))
  }

  activeTagged(
    db: Sql,
    reader: FeedReader | null,
    tag: string,
    position: Position,
    limit: number,
  ): Promise<FeedPlaces> {
    const rows = sql`
      SELECT post_id AS id, last_activity_at AS at FROM post_tags
      WHERE tag_id = (SELECT id FROM tags WHERE name = ${tag}) AND listed
        AND (last_activity_at, post_id) < (${position.at}::timestamptz, ${position.id}::uuid)
      ORDER BY last_activity_at DESC, post_id DESC`
    return placesOf(db, idOf(reader), pageOf(reader, rows, limit))
  }

  /**
   * Each post that the viewer's people wrote or reposted, at its newest position not newer than the walk's start, and in a walk once. Per person,
   * a post is tested for being public and for having no newer position before LIMIT, so that none is lost to one that is dropped.
   * `recent` looks at a few posts of each person first: the page cannot reach below the oldest of enough of them, so the walk over
   * everybody's posts and reposts reads little more than the page.
   */
  following(
    db: Sql,
    reader: FeedReader,
    { start, position, tag, limit }: { start: string; position: Position; tag: string | null; limit: number },
  ): Promise<FeedPlaces> {
    const viewerId = reader.id
    const isListed = sql`${isPublic} ${isTagged(tag)}`
    // Whom the viewer has left or hidden since the walk began still has the positions that it may have shown.
    const isFollowed = sql`
      SELECT FROM follows g
      WHERE g.follower_id = ${viewerId}::uuid AND (g.active OR g.changed_at > ${start}::timestamptz)
        AND ${wasMet(viewerId, sql`g.followed_id`, start)} AND g.followed_id`
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
        WITH looked AS MATERIALIZED (
          SELECT CASE WHEN ${hidesAnything(reader)} THEN ${lookedAtInFollowing * limit}::integer ELSE ${limit}::integer END AS most
        ), followed AS MATERIALIZED (
          SELECT f.followed_id AS id FROM follows f
          WHERE f.follower_id = ${viewerId}::uuid AND f.active AND ${isMet(viewerId, sql`f.followed_id`)}
        ), recent AS (
          SELECT x.at FROM followed f CROSS JOIN LATERAL (
            SELECT p.created_at AS at FROM posts p WHERE ${authored} ORDER BY p.created_at DESC, p.id DESC
            LIMIT (SELECT ceil(2.0 * (SELECT most FROM looked) / greatest(count(*), 1))::bigint FROM followed)
          ) x
          ORDER BY x.at DESC LIMIT (SELECT most FROM looked)
        ), lowest AS (
          SELECT CASE WHEN count(*) = (SELECT most FROM looked) THEN min(at) ELSE '-infinity' END AS at FROM recent
        ), candidates AS MATERIALIZED (
          SELECT x.id, x.at FROM followed f CROSS JOIN LATERAL (
            (SELECT p.id, p.created_at AS at FROM posts p
             WHERE ${authored} AND p.created_at >= (SELECT at FROM lowest)
             ORDER BY p.created_at DESC, p.id DESC LIMIT (SELECT most FROM looked))
            UNION ALL
            (SELECT r.post_id, r.changed_at FROM reposts r JOIN posts p ON p.id = r.post_id
             WHERE ${reposted} AND r.changed_at >= (SELECT at FROM lowest)
             ORDER BY r.changed_at DESC, r.post_id DESC LIMIT (SELECT most FROM looked))
          ) x
          ORDER BY x.at DESC, x.id DESC LIMIT (SELECT most FROM looked)
        ), met AS MATERIALIZED (
          SELECT found.id, found.at FROM candidates found CROSS JOIN LATERAL (${postOf(sql`found.id`)}) p
          WHERE ${isMetInFeeds(reader)} ${order} LIMIT ${limit}
        )
        SELECT id, at, false AS is_end FROM met
        UNION ALL
        (SELECT id, at, true FROM candidates
         WHERE (SELECT count(*) FROM met) < ${limit} AND (SELECT count(*) FROM candidates) = (SELECT most FROM looked)
         ORDER BY at, id LIMIT 1)`,
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
          AND ${isMet(viewerId, sql`r.user_id`)}
        GROUP BY r.post_id`,
    )
  }

  async newLatest(db: Sql, reader: FeedReader | null, since: Date, max: number): Promise<number> {
    const rows = sql`
      SELECT p.id FROM posts p WHERE ${isPublic} AND p.created_at > ${since.toISOString()}::timestamptz
      ORDER BY p.created_at DESC`
    return this.#count(db, newOf(reader, rows, max))
  }

  async newActive(db: Sql, reader: FeedReader | null, since: Date, max: number): Promise<number> {
    const rows = sql`
      SELECT post_id AS id FROM post_counters WHERE listed AND last_activity_at > ${since.toISOString()}::timestamptz
      ORDER BY last_activity_at DESC`
    return this.#count(db, newOf(reader, rows, max))
  }

  /** Of the posts that a snapshot ranks. */
  async newRanked(db: Sql, reader: FeedReader | null, snapshot: string, since: Date, max: number): Promise<number> {
    return this.#count(
      db,
      sql`
        SELECT FROM ranked_posts r JOIN posts p ON p.id = r.post_id
        WHERE r.snapshot_id = ${snapshot}::uuid AND ${isPublic} AND p.created_at > ${since.toISOString()}::timestamptz
          AND ${isMetInFeeds(reader)}
        LIMIT ${max}`,
    )
  }

  /** Looks at ten positions for each post that it counts, and not at all that 5,000 people ever wrote and reposted. */
  async newFollowing(db: Sql, reader: FeedReader, since: Date, max: number): Promise<number> {
    const time = since.toISOString()
    const rows = sql`
      SELECT DISTINCT id FROM (
        SELECT x.id FROM follows f CROSS JOIN LATERAL (
          (SELECT p.id FROM posts p
           WHERE p.author_id = f.followed_id AND ${isPublic}
             AND p.created_at > ${time}::timestamptz
           ORDER BY p.created_at DESC LIMIT ${max})
          UNION ALL
          (SELECT r.post_id FROM reposts r JOIN posts p ON p.id = r.post_id
           WHERE r.user_id = f.followed_id AND r.active AND r.changed_at > ${time}::timestamptz
             AND ${isPublic}
           ORDER BY r.changed_at DESC LIMIT ${max})
        ) x
        WHERE f.follower_id = ${reader.id}::uuid AND f.active AND ${isMet(reader.id, sql`f.followed_id`)}
        LIMIT ${lookedAtInCounts * max}
      ) places`
    return this.#count(db, newOf(reader, rows, max))
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
