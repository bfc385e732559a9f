import { type SqlFragment, sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'
import { isReadableBy, isShown, visibleTo } from '../visibility/visibility.ts'

// Conditions on `notifications AS n` and `inboxes AS i` of the same person.

/** What it is about was hidden from this person since it came to the top, even if it is shown again. */
export const isHiddenSince: SqlFragment = sql`EXISTS (
  SELECT FROM hidden_subjects h
  WHERE h.subject_id IN (n.post_id, n.comment_id) AND h.at >= n.latest_at AND h.spared IS DISTINCT FROM n.person_id)`

export const isUnread: SqlFragment = sql`n.read_at IS NULL AND n.latest_at > i.read_up_to AND NOT ${isHiddenSince}`

/** As far as anybody looks: longer threads are told of by their newest comments. */
const maxComments = 500

/** The comments of which a row of THREAD tells, newest first; those of which the person was told by themselves are not among them. */
export const commentsOfThread: SqlFragment = sql`
  SELECT c.id, c.author_id, c.created_at FROM comments c
  WHERE c.post_id = n.post_id AND c.created_at > n.comments_after AND c.created_at <= n.comments_until AND ${isShown}
    AND c.author_id <> n.person_id
    AND NOT EXISTS (SELECT FROM notifications d
      WHERE d.person_id = n.person_id AND d.subject_id = c.id AND d.kind IN ('MENTION', 'REPLY'))
  ORDER BY c.created_at DESC, c.id DESC LIMIT ${maxComments}`

/**
 * What it tells of is there for its person to see. Each part is a look-up with LIMIT, which the planner does not turn into a list of everything
 * that anybody may see.
 */
export const isShownTo = (personId: UserId): SqlFragment => sql`
  n.actor_count > 0
  AND (n.post_id IS NULL OR (SELECT true FROM posts p WHERE p.id = n.post_id AND ${visibleTo(personId)} LIMIT 1))
  AND (n.comment_id IS NULL OR (SELECT true FROM comments c WHERE c.id = n.comment_id AND ${isReadableBy({ id: personId, role: 'USER' })} LIMIT 1))
  AND (n.kind <> 'THREAD' OR (SELECT true FROM (${commentsOfThread}) AS told LIMIT 1))`
