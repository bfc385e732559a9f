import type { Asked } from '@forum/personal-data'
import { type Sql, type SqlFragment, select, sql } from '@forum/postgres'
import { z } from 'zod'
import type { Position } from '../../database/keyset.ts'
import { isSaid } from '../visibility/visibility.ts'

const datedRow = z.looseObject({ at: z.date(), id: z.string() })
/** A row of a file: when it came about, of what, and what else it says, by the names of the public schema. */
export type DatedRow = z.output<typeof datedRow>

const mutedWord = z.object({ word: z.string(), until: z.date().nullable() })
const inboxSetting = z.object({ kind: z.string(), inbox: z.boolean() })

/** Each row that Posts has of one person, whoever may see it, oldest first. */
export class PersonalDataRepository {
  /** Deleted ones too while their text is kept. */
  posts(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    const columns = sql`
      p.created_at AS at, p.id, p.title, p.body, p.visibility, p.updated_at AS "updatedAt", p.edited, p.deleted_at AS "deletedAt",
      ARRAY(SELECT t.name FROM post_tags g JOIN tags t ON t.id = g.tag_id WHERE g.post_id = p.id ORDER BY g.position) AS tags`
    return page(db, asked, after, limit, {
      columns,
      from: sql`posts p WHERE p.author_id = ${asked.userId}::uuid AND p.emptied_at IS NULL`,
      at: sql`p.created_at`,
      id: sql`p.id`,
    })
  }

  /** Of a removed one nothing is left. */
  comments(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    const columns = sql`
      c.created_at AS at, c.id, c.post_id AS "postId", c.parent_id AS "parentId", c.body, c.updated_at AS "updatedAt", c.edited`
    return page(db, asked, after, limit, {
      columns,
      from: sql`comments c WHERE c.author_id = ${asked.userId}::uuid AND ${isSaid}`,
      at: sql`c.created_at`,
      id: sql`c.id`,
    })
  }

  postLikes(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, relation(sql`post_likes r WHERE r.user_id`, sql`r.post_id`, asked))
  }

  commentLikes(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, relation(sql`comment_likes r WHERE r.user_id`, sql`r.comment_id`, asked))
  }

  reposts(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, relation(sql`reposts r WHERE r.user_id`, sql`r.post_id`, asked))
  }

  /** Whom they follow; who follows them is those people's. */
  follows(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, relation(sql`follows r WHERE r.follower_id`, sql`r.followed_id`, asked))
  }

  /** Whom they have blocked or muted. */
  hiddenPeople(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    const at = sql`least(h.blocked_at, h.muted_at)`
    return page(db, asked, after, limit, {
      columns: sql`${at} AS at, h.person_id AS id, h.blocked_at AS "blockedAt", h.muted_at AS "mutedAt"`,
      from: sql`hidden_people h WHERE h.owner_id = ${asked.userId}::uuid`,
      at,
      id: sql`h.person_id`,
    })
  }

  watchedThreads(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, {
      columns: sql`w.told_up_to AS at, w.post_id AS id, w.level`,
      from: sql`thread_watches w WHERE w.person_id = ${asked.userId}::uuid`,
      at: sql`w.told_up_to`,
      id: sql`w.post_id`,
    })
  }

  /** What they were told, not of whom: that is those people's. */
  notifications(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, {
      columns: sql`n.latest_at AS at, n.id, n.kind, n.post_id AS "postId", n.comment_id AS "commentId", n.read_at AS "readAt"`,
      from: sql`notifications n WHERE n.person_id = ${asked.userId}::uuid AND n.actor_count > 0`,
      at: sql`n.latest_at`,
      id: sql`n.id`,
    })
  }

  /** What moderators did to what they wrote; who did it is those people's. */
  acts(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, {
      columns: sql`w.at, w.act_id AS id, m.kind, m.reason, m.rule_id AS "ruleId", m.post_id AS "postId", m.comment_id AS "commentId", m.undone_at AS "undoneAt"`,
      from: sql`act_people w JOIN moderation_acts m ON m.id = w.act_id WHERE w.user_id = ${asked.userId}::uuid AND m.actor_id IS DISTINCT FROM w.user_id`,
      at: sql`w.at`,
      id: sql`w.act_id`,
    })
  }

  /** At most 200. */
  mutedWords(db: Sql, { userId }: Asked): Promise<{ word: string; until: Date | null }[]> {
    return select(
      db,
      mutedWord,
      sql`SELECT word, until FROM muted_words WHERE owner_id = ${userId}::uuid ORDER BY word`,
    )
  }

  /** One a kind at most. */
  inboxSettings(db: Sql, { userId }: Asked): Promise<{ kind: string; inbox: boolean }[]> {
    return select(
      db,
      inboxSetting,
      sql`SELECT kind, inbox FROM notification_settings WHERE person_id = ${userId}::uuid ORDER BY kind`,
    )
  }

  bookmarks(db: Sql, asked: Asked, after: Position, limit: number): Promise<DatedRow[]> {
    return page(db, asked, after, limit, {
      columns: sql`b.created_at AS at, b.post_id AS id`,
      from: sql`bookmarks b WHERE b.user_id = ${asked.userId}::uuid`,
      at: sql`b.created_at`,
      id: sql`b.post_id`,
    })
  }
}

type List = { columns: SqlFragment; from: SqlFragment; at: SqlFragment; id: SqlFragment }

/** Something that is on, since when, by the column that says whose it is. */
const relation = (from: SqlFragment, id: SqlFragment, { userId }: Asked): List => ({
  columns: sql`r.changed_at AS at, ${id} AS id`,
  from: sql`${from} = ${userId}::uuid AND r.active`,
  at: sql`r.changed_at`,
  id,
})

function page(db: Sql, { asOf }: Asked, after: Position, limit: number, { columns, from, at, id }: List) {
  return select(
    db,
    datedRow,
    sql`
      SELECT ${columns} FROM ${from} AND (${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)
        AND ${at} <= ${asOf.toISOString()}::timestamptz
      ORDER BY ${at}, ${id} LIMIT ${limit}`,
  )
}
