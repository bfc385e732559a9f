import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'
import { seenBy } from '../posts/post-rules.ts'
import { beginMark, endMark, plainFrom, plainTo } from './headline.ts'

/** How many of the newest matches are ranked. */
const windowSize = 1_000
const peopleWindow = 500
/** Characters of a text that its excerpt is looked for in: the time of ts_headline is quadratic in the matches that it is given. */
const partSize = 5_000
const leastSimilarity = 0.3

const hitRow = z.object({ id: postId, rank: z.number(), title: z.string(), excerpt: z.string() })
export type PostHit = z.output<typeof hitRow>

const personRow = z.object({ id: userId, score: z.number() })
export type PersonHit = z.output<typeof personRow>

export type PostQuery = { words: string; start: string; rank: number; id: string; limit: number }

const marks = `StartSel=${beginMark}, StopSel=${endMark}`
const titleOptions = `${marks}, HighlightAll=true`
const excerptOptions = `${marks}, MinWords=12, MaxWords=30, MaxFragments=2, FragmentDelimiter=" … "`

export class SearchRepository {
  /**
   * Walks back from the day of `start`, a day at a time, until it has the newest matches that it ranks: a common word is found in a few
   * days, a rare one by an index probe a day. LATERAL over generate_series runs in the order of the days and stops at LIMIT.
   * The excerpt is of the first part of the text that matches.
   */
  posts(db: Sql, viewerId: UserId | null, { words, start, rank, id, limit }: PostQuery): Promise<PostHit[]> {
    return select(
      db,
      hitRow,
      sql`
        WITH query AS MATERIALIZED (SELECT websearch_to_tsquery('russian', ${words}) AS words), newest AS (
          SELECT m.id, m.rank
          FROM generate_series(
            floor(extract(epoch FROM ${start}::timestamptz) / 86400)::integer,
            (SELECT floor(extract(epoch FROM min(created_at)) / 86400)::integer FROM posts WHERE deleted_at IS NULL),
            -1
          ) AS day CROSS JOIN LATERAL (
            SELECT p.id, ts_rank(p.search, (SELECT words FROM query)) AS rank FROM posts p
            WHERE p.created_day = day AND p.search @@ (SELECT words FROM query)
              AND p.created_at <= ${start}::timestamptz AND ${seenBy(viewerId)}
            ORDER BY p.created_at DESC, p.id DESC
          ) m
          LIMIT ${windowSize}
        ), best AS (
          SELECT id, rank FROM newest WHERE (rank, id) < (${rank}::real, ${id}::uuid) ORDER BY rank DESC, id DESC LIMIT ${limit}
        )
        SELECT b.id, b.rank,
          ts_headline('russian', translate(p.title, ${plainFrom}, ${plainTo}), (SELECT words FROM query), ${titleOptions}) AS title,
          ts_headline('russian', translate(coalesce(part.matching, left(p.body_text, ${partSize}::integer)), ${plainFrom}, ${plainTo}),
            (SELECT words FROM query), ${excerptOptions}) AS excerpt
        FROM best b JOIN posts p ON p.id = b.id LEFT JOIN LATERAL (
          SELECT t.matching FROM generate_series(1, char_length(p.body_text), ${partSize}::integer) AS start
          CROSS JOIN LATERAL (SELECT substr(p.body_text, start, ${partSize}::integer) AS matching) t
          WHERE to_tsvector('russian', t.matching) @@ (SELECT words FROM query) LIMIT 1
        ) part ON true
        ORDER BY b.rank DESC, b.id DESC`,
    )
  }

  /** The nearest by handle and the nearest by name, by trigrams. */
  people(db: Sql, words: string, after: { score: number; id: string }, limit: number): Promise<PersonHit[]> {
    return select(
      db,
      personRow,
      sql`
        WITH near AS (
          (SELECT user_id, handle, display_name FROM people ORDER BY handle <->> ${words} LIMIT ${peopleWindow})
          UNION
          (SELECT user_id, handle, display_name FROM people ORDER BY display_name <->> ${words} LIMIT ${peopleWindow})
        ), scored AS (
          SELECT user_id AS id,
            greatest(word_similarity(${words}, handle), word_similarity(${words}, display_name)) AS likeness,
            greatest(similarity(${words}, handle), similarity(${words}, display_name)) AS closeness
          FROM near
        ), ranked AS (
          SELECT id, (likeness + closeness)::real AS score FROM scored WHERE likeness >= ${leastSimilarity}::real
        )
        SELECT id, score FROM ranked WHERE (score, id) < (${after.score}::real, ${after.id}::uuid)
        ORDER BY score DESC, id DESC LIMIT ${limit}`,
    )
  }
}
