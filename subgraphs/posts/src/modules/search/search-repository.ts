import { type Sql, select, sql } from '@forum/postgres'
import { z } from 'zod'
import { postId, userId } from '../../database/columns.ts'
import type { UserId } from '../../ids.ts'
import { indexedVisibleTo, isMet, visibleTo } from '../visibility/visibility.ts'
import type { Alternatives } from './read-query.ts'

/** How many of the newest matches are ranked. */
const windowSize = 1_000
const peopleWindow = 500
/** Characters of a text that its excerpt is looked for in. */
const partSize = 2_500
const leastSimilarity = 0.3
/** Of nothing, tags, the text, the title. */
const weights = '{0.1, 0.8, 0.4, 1.0}'

const wordRow = z.object({ word: z.string(), lexemes: z.array(z.string()), isSought: z.boolean() })
export type QueryWord = z.output<typeof wordRow>

const hitRow = z.object({ id: postId, rank: z.number(), title: z.string(), part: z.string() })
export type PostHit = z.output<typeof hitRow>

const personRow = z.object({ id: userId, score: z.number() })
export type PersonHit = z.output<typeof personRow>

export type PostQuery = {
  alternatives: Alternatives
  /** What finds the part of a text to show. */
  pattern: string
  start: string
  rank: number
  id: string
  limit: number
}

export class SearchRepository {
  /** What is looked for of each word of a query: nothing of a stop word. */
  words(db: Sql, words: readonly string[]): Promise<QueryWord[]> {
    return select(
      db,
      wordRow,
      sql`
        SELECT word, tsvector_to_array(forum_search_vector(word)) AS lexemes, numnode(forum_search_term(word)) > 0 AS "isSought"
        FROM unnest(${words}::text[]) WITH ORDINALITY AS t(word, position) ORDER BY position`,
    )
  }

  /**
   * Walks back from the day of `start`, a day at a time, until it has the newest matches that it ranks: a common word is found in a few
   * days, a rare one by an index probe a day. LATERAL over generate_series runs in the order of the days and stops at LIMIT.
   */
  posts(db: Sql, viewerId: UserId | null, wanted: PostQuery): Promise<PostHit[]> {
    const { alternatives, pattern, start, rank, id, limit } = wanted
    return select(
      db,
      hitRow,
      sql`
        WITH query AS MATERIALIZED (SELECT forum_search_query(${JSON.stringify(alternatives)}::jsonb) AS words), newest AS (
          SELECT m.id, m.rank
          FROM generate_series(
            floor(extract(epoch FROM ${start}::timestamptz) / 86400)::integer,
            (SELECT floor(extract(epoch FROM min(created_at)) / 86400)::integer FROM post_search),
            -1
          ) AS day CROSS JOIN LATERAL (
            SELECT s.post_id AS id, ts_rank(${weights}::real[], s.words, (SELECT words FROM query)) AS rank FROM post_search s
            WHERE s.created_day = day AND s.words @@ (SELECT words FROM query)
              AND s.created_at <= ${start}::timestamptz AND ${indexedVisibleTo(viewerId)}
              AND ${isMet(viewerId, sql`s.author_id`)}
            ORDER BY s.created_at DESC, s.post_id DESC
          ) m
          LIMIT ${windowSize}
        ), best AS (
          SELECT id, rank FROM newest WHERE (rank, id) < (${rank}::real, ${id}::uuid) ORDER BY rank DESC, id DESC LIMIT ${limit}
        )
        SELECT b.id, b.rank, p.title, coalesce(part.matching, left(p.body_text, ${partSize}::integer)) AS part
        FROM best b JOIN posts p ON p.id = b.id AND ${visibleTo(viewerId)} LEFT JOIN LATERAL (
          SELECT t.matching FROM generate_series(1, char_length(p.body_text), ${partSize}::integer) AS start
          CROSS JOIN LATERAL (SELECT substr(p.body_text, start, ${partSize}::integer) AS matching) t
          WHERE char_length(p.body_text) > ${partSize}::integer AND forum_search_normalise(t.matching) ~* ${pattern} LIMIT 1
        ) part ON true
        ORDER BY b.rank DESC, b.id DESC`,
    )
  }

  /** Those of these words that are one of the lexemes. */
  async matching(db: Sql, words: readonly string[], lexemes: readonly string[]): Promise<string[]> {
    if (words.length === 0) return []
    const rows = await select(
      db,
      z.object({ word: z.string() }),
      sql`
        SELECT word FROM unnest(${words}::text[]) AS word
        WHERE tsvector_to_array(to_tsvector('public.forum', forum_search_normalise(word))) && ${lexemes}::text[]`,
    )
    return rows.map((row) => row.word)
  }

  /** Whom the viewer meets of the nearest by handle and the nearest by name, by trigrams of folded names. */
  people(
    db: Sql,
    viewerId: UserId | null,
    words: string,
    after: { score: number; id: string },
    limit: number,
  ): Promise<PersonHit[]> {
    return select(
      db,
      personRow,
      sql`
        WITH sought AS MATERIALIZED (SELECT forum_search_name(${words}) AS words), near AS (
          (SELECT user_id, handle, display_name FROM people_search ORDER BY handle <->> (SELECT words FROM sought) LIMIT ${peopleWindow})
          UNION
          (SELECT user_id, handle, display_name FROM people_search ORDER BY display_name <->> (SELECT words FROM sought) LIMIT ${peopleWindow})
        ), scored AS (
          SELECT user_id AS id,
            greatest(word_similarity(sought.words, handle), word_similarity(sought.words, display_name)) AS likeness,
            greatest(similarity(sought.words, handle), similarity(sought.words, display_name)) AS closeness
          FROM near, sought
        ), ranked AS (
          SELECT id, (likeness + closeness)::real AS score FROM scored WHERE likeness >= ${leastSimilarity}::real
        )
        SELECT id, score FROM ranked WHERE (score, id) < (${after.score}::real, ${after.id}::uuid) AND ${isMet(viewerId, sql`id`)}
        ORDER BY score DESC, id DESC LIMIT ${limit}`,
    )
  }
}
