import { type InvalidInput, invalidInput, notAllowed, notFound, type Viewer } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type CommentId, type PostId, readCommentId, readPostId, readUserId, type UserId } from '../../ids.ts'
import type { CommentLocks } from '../comments/comment-locks.ts'
import type { CommentReader } from '../comments/comment-reader.ts'
import type { PeopleService } from '../people/people-service.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostReader } from '../posts/post-reader.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { Act, ActKind } from './act.ts'
import type { ActRepository } from './act-repository.ts'
import { demandModerator, type ModerationRules, type Reason } from './moderation-rules.ts'
import type { RemovalEngine } from './removal-engine.ts'
import type { RemovalRepository } from './removal-repository.ts'

export type RemovalDeps = {
  database: Database
  acts: ActRepository
  removals: RemovalRepository
  engine: RemovalEngine
  rules: ModerationRules
  posts: PostReader
  comments: CommentReader
  locks: PostLocks
  commentLocks: CommentLocks
  people: PeopleService
  limits: WriteLimits
  clock: Clock
  ids: Ids
}

export type TextRef = { postId?: string | null | undefined; commentId?: string | null | undefined }
type GivenReason = { reason: string; ruleId?: string | null | undefined }
export type RemoveContent = TextRef & GivenReason & { withReplies?: boolean | null | undefined }
export type RemoveAllOf = GivenReason & { userId: string; since: Date; dryRun?: boolean | null | undefined }

/** A text under the lock of its post. */
type LockedText = { id: string; postId: PostId; commentId: CommentId | null; authorId: UserId }

/** What moderators remove, and give back. */
export class RemovalService {
  readonly #deps: RemovalDeps

  constructor(deps: RemovalDeps) {
    this.#deps = deps
  }

  /** @throws FORBIDDEN for who has no rank */
  async remove(viewer: Viewer, input: RemoveContent) {
    const { database, rules, limits } = this.#deps
    demandModerator(viewer)
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const ambiguous = eitherOf(input)
    if (ambiguous) return ambiguous
    const reason = await rules.readReason(input)
    if ('__typename' in reason) return reason
    const refused = await this.#refusal(viewer, input)
    if (refused) return refused
    return database.write(async (tx) => {
      const text = await this.#lockText(tx, viewer, input)
      if (!text) return notFound(nameOf(input))
      const act = this.#act(viewer, 'REMOVE', text.authorId, reason, text)
      await this.#begin(tx, act, { ...text, withReplies: input.withReplies ?? false })
      return { __typename: 'RemoveContentSuccess' as const, actId: act.id }
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  async removeAllOf(viewer: Viewer, input: RemoveAllOf) {
    const { database, rules, limits, people, removals } = this.#deps
    demandModerator(viewer)
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const userId = readUserId(input.userId)
    if (!userId || !(await people.exists(userId))) return notFound('User')
    const refused = await rules.refusal(viewer, userId)
    if (refused) return refused
    const now = this.#deps.clock.now()
    const target = { userId, since: input.since, until: now }
    if (input.dryRun) {
      const affected = await removals.countTexts(database.sql, target)
      return { __typename: 'RemoveAllOfSuccess' as const, actId: null, affected }
    }
    const reason = await rules.readReason(input)
    if ('__typename' in reason) return reason
    return database.write(async (tx) => {
      const act = this.#act(viewer, 'REMOVE_ALL', userId, reason)
      const affected = await this.#begin(tx, act, target)
      return { __typename: 'RemoveAllOfSuccess' as const, actId: act.id, affected }
    })
  }

  /** @throws FORBIDDEN for who has no rank */
  async restore(viewer: Viewer, input: TextRef) {
    const { database, limits, acts, removals, engine } = this.#deps
    demandModerator(viewer)
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const refused = eitherOf(input) ?? (await this.#refusal(viewer, input))
    if (refused) return refused
    return database.write(async (tx) => {
      // Acts are locked before posts, as whoever carries them out does.
      const holding = await removals.actsUpon(tx, textIdOf(input))
      await acts.lock(tx, holding)
      const text = await this.#lockText(tx, viewer, input)
      if (!text) return notFound(nameOf(input))
      if (holding.length === 0) return { __typename: 'RestoreContentSuccess' as const, actId: null }
      const act = this.#act(viewer, 'RESTORE', text.authorId, { reason: '', ruleId: null }, text)
      await acts.insert(tx, { ...act, affected: 1 })
      const held = await removals.lift(tx, text.id, holding)
      const isPost = text.commentId === null
      if (held > 0) await engine.change(tx, [{ id: text.id, postId: text.postId, isPost }], act, -held)
      await removals.endEmpty(tx, holding, viewer.id, act.at)
      return { __typename: 'RestoreContentSuccess' as const, actId: act.id }
    })
  }

  /** Ends an act of removal that the caller has locked, in batches. */
  async end(tx: Sql, viewer: Viewer, act: Act): Promise<void> {
    const { acts, removals, engine, clock } = this.#deps
    const undoneAt = clock.now()
    await acts.end(tx, act.id, viewer.id, undoneAt)
    await removals.unsettle(tx, act.id)
    // Who ends it has brought it back.
    await engine.carryOutSome(tx, { ...act, actorId: viewer.id, undoneAt })
  }

  async #begin(tx: Sql, act: Act, target: Parameters<RemovalRepository['begin']>[2]): Promise<number> {
    const { acts, removals, engine } = this.#deps
    await acts.insert(tx, act)
    const affected = await removals.begin(tx, act, target)
    await engine.carryOutSome(tx, act)
    return affected
  }

  /** Asks Auth before anything is locked; whose text it is never changes. */
  async #refusal(viewer: Viewer, { postId, commentId }: TextRef) {
    const { posts, comments, rules } = this.#deps
    const id = readPostId(postId ?? '')
    const onComment = readCommentId(commentId ?? '')
    const post = id && (await posts.visibleHeads(viewer, [id])).get(id)
    const comment = onComment && (await comments.visible({ viewer, hiderId: null }, [onComment])).get(onComment)
    const text = post || comment
    return text ? rules.refusal(viewer, text.authorId) : notFound(nameOf({ postId, commentId }))
  }

  async #lockText(tx: Sql, viewer: Viewer, { postId, commentId }: TextRef): Promise<LockedText | null> {
    const { locks, commentLocks } = this.#deps
    if (commentId != null) {
      const found = await commentLocks.lockLive(tx, viewer, commentId)
      if (!found) return null
      const { id, authorId, postId: on } = found.comment
      return { id, postId: on, commentId: id, authorId }
    }
    const post = await locks.lockVisible(tx, viewer, postId ?? '')
    return post && post.visibility === 'PUBLIC'
      ? { id: post.id, postId: post.id, commentId: null, authorId: post.authorId }
      : null
  }

  #act(viewer: Viewer, kind: ActKind, whomId: UserId, { reason, ruleId }: Reason, text: Partial<LockedText> = {}): Act {
    const { ids, clock } = this.#deps
    const at = clock.now()
    const { postId = null, commentId = null } = text
    const about = { whomId, postId, commentId, affected: 0 }
    return { id: ids.at(at), kind, reason, ruleId, actorId: viewer.id, ...about, at, undoneAt: null }
  }
}

function eitherOf({ postId, commentId }: TextRef): InvalidInput | null {
  if ((postId == null) !== (commentId == null)) return null
  const message = 'Name either a post or a comment.'
  return invalidInput([{ path: ['postId'], code: 'EITHER', message }])
}

const nameOf = ({ commentId }: TextRef): string => (commentId == null ? 'Post' : 'Comment')

/** Of what is no id nothing is known, and the lock says so. */
const textIdOf = ({ postId, commentId }: TextRef): string =>
  readPostId(commentId ?? postId ?? '') ?? '00000000-0000-0000-0000-000000000000'

/** What cannot be undone but done anew. */
export const notUndoable = () =>
  notAllowed('This act cannot be undone. Its opposite can be done: remove, lock or pin again.', 'NOT_UNDOABLE')
