import { commentAdded, commentDeleted, commentUpdated } from '@forum/events'
import { conflict, notAllowed, notFound, Problems, type Viewer } from '@forum/graphql-kit'
import type { Idempotency } from '@forum/idempotency'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type CommentId, commentIdOf, type PostId, readCommentId, readPostId, type UserId } from '../../ids.ts'
import type { BlockCheck } from '../blocks/block-check.ts'
import { rendererVersion } from '../markdown/render-markdown.ts'
import type { TextService } from '../markdown/text-service.ts'
import type { MentionService } from '../mentions/mention-service.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import type { CounterChange, PostHead } from '../posts/post.ts'
import { readBody } from '../posts/post-input.ts'
import type { PostLocks } from '../posts/post-locks.ts'
import type { PostReader } from '../posts/post-reader.ts'
import { commentRefusal, frozen, isOwn, mayDelete } from '../posts/post-rules.ts'
import type { WatchService } from '../watching/watch-service.ts'
import type { WriteAllowance } from '../write-limits/write-limits.ts'
import type { Comment } from './comment.ts'
import { commentState } from './comment-events.ts'
import type { CommentLocks } from './comment-locks.ts'
import { placeUnder } from './comment-placement.ts'
import type { CommentReader } from './comment-reader.ts'
import type { CommentRepository, NewComment } from './comment-repository.ts'
import type { CommentTree } from './comment-tree.ts'

export type CommentDeps = {
  database: Database
  comments: CommentRepository
  reader: CommentReader
  locks: CommentLocks
  tree: CommentTree
  posts: PostLocks
  postReader: PostReader
  blocks: BlockCheck
  outbox: Outbox
  mentions: MentionService
  telling: TellingService
  watches: WatchService
  texts: TextService
  idempotency: Idempotency<Sql>
  limits: WriteAllowance
  clock: Clock
  ids: Ids
}

export const longestComment = 10_000

export type AddComment = {
  postId: string
  parentId?: string | null | undefined
  body: string
  idempotencyKey?: string | null | undefined
}

export type UpdateComment = { id: string; body: string; version?: number | null | undefined }

const success = <Name extends string>(name: Name, commentId: CommentId) => ({ __typename: name, commentId })

type OnPost = { comment: Comment; post: Pick<PostHead, 'removed' | 'locked'> }

/** Why a viewer may not edit a comment as they see it; null when they may. */
function editRefusal(viewer: Viewer, found: OnPost | null, { version }: UpdateComment) {
  if (!found) return notFound('Comment')
  const { comment, post } = found
  if (!isOwn(viewer, comment)) return notAllowed('Only its author edits a comment.')
  const refused = frozen(comment) ?? commentRefusal(viewer, post)
  if (refused) return refused
  return version != null && version !== comment.version ? conflict(comment.version) : null
}

/** What people do with comments: write, change and delete them. */
export class CommentService {
  readonly #deps: CommentDeps

  constructor(deps: CommentDeps) {
    this.#deps = deps
  }

  async add(viewer: Viewer, input: AddComment) {
    const { limits, texts, idempotency } = this.#deps
    const problems = new Problems()
    const body = readBody(input.body, longestComment, problems)
    const key = idempotency.readKey(input.idempotencyKey, problems)

    return idempotency.writeOnce({
      viewerId: viewer.id,
      mutation: 'addComment',
      key,
      input: [input.postId, input.parentId ?? null, body],
      refused: problems.outcome(),
      limit: () => limits.spend(viewer.id),
      prepare: async () => {
        const refused = await this.#refusal(viewer, input)
        if (refused) return refused
        const text = await texts.render(viewer.id, body, 'comment')
        if (text.__typename !== 'Rendered') return text
        const { rendered, mentioned } = text
        return (tx) => this.#addRendered(tx, viewer, { ...input, body, html: rendered.html, mentioned })
      },
      success: (id) => success('AddCommentSuccess', commentIdOf(id)),
    })
  }

  async #addRendered(
    tx: Sql,
    viewer: Viewer,
    { postId, parentId, body, html, mentioned }: AddComment & { html: string; mentioned: readonly UserId[] },
  ) {
    const { posts, locks, blocks, mentions, telling, clock, ids } = this.#deps
    const post = await posts.lockVisible(tx, viewer, postId)
    if (!post) return notFound('Post')
    const refused = commentRefusal(viewer, post)
    if (refused) return refused
    const parent = parentId == null ? null : await locks.live(tx, viewer, post, parentId)
    if (parentId != null && !parent) return notFound('Comment')
    const frozenParent = parent && frozen(parent)
    if (frozenParent) return frozenParent
    const spokenTo = parent ? [post.authorId, parent.authorId] : [post.authorId]
    if (await blocks.isAnyBetween(tx, viewer.id, spokenTo)) return notAllowed('You cannot reply here.')
    const createdAt = clock.now()
    const id = commentIdOf(ids.at(createdAt))
    const written = { id, postId: post.id, authorId: viewer.id, body, html, rendererVersion, createdAt }
    const comment = { ...written, ...placeUnder(parent, id, createdAt) }
    await this.insert(tx, [comment], new Map([[post.id, post]]))
    // Whom the writer meant: a reply at the last depth hangs beside what it answers.
    const answered = (parent ?? post).authorId
    await mentions.write(tx, id, mentioned)
    await telling.happened(tx, addedEvent(comment, post), {
      answered,
      mentioned: isPublic(post) && mentioned.length > 0 ? await mentions.take(tx, id, viewer.id) : [],
    })
    return id
  }

  /** A look before anything is rendered, so that nothing is rendered in vain; whoever writes looks again, with the post locked. */
  async #refusal(viewer: Viewer, { postId: given, parentId }: AddComment) {
    const { database, postReader } = this.#deps
    const postId = readPostId(given)
    const post = postId && (await postReader.visibleHeads(viewer, [postId])).get(postId)
    if (!post) return notFound('Post')
    const refused = commentRefusal(viewer, post)
    if (refused || parentId == null) return refused
    const parent = await this.#deps.locks.live(database.sql, viewer, post, parentId)
    return parent ? frozen(parent) : notFound('Comment')
  }

  /**
   * Adds comments to posts that the caller has locked, with their counts and events, those whose id exists excepted; answers the ids of
   * the added ones.
   */
  async insert(
    tx: Sql,
    given: readonly NewComment[],
    posts: ReadonlyMap<PostId, Pick<PostHead, 'authorId'>>,
  ): Promise<Set<CommentId>> {
    const made = await this.#deps.comments.insert(tx, given)
    const added = given.filter((comment) => made.has(comment.id))
    const replies = Map.groupBy(
      added.flatMap(({ parentId }) => parentId ?? []),
      (id) => id,
    )
    await this.#deps.comments.countReplies(
      tx,
      [...replies].map(([id, each]) => ({ id, by: each.length })),
    )
    await this.#deps.posts.count(
      tx,
      [...Map.groupBy(added, (comment) => comment.postId)].map(([postId, each]) => addition(postId, each)),
    )
    await this.#deps.watches.watchWritten(
      tx,
      added.map((comment) => ({ userId: comment.authorId, postId: comment.postId, at: comment.createdAt })),
    )
    const events = added.flatMap((comment) => {
      const post = posts.get(comment.postId)
      return post ? addedEvent(comment, post) : []
    })
    await this.#deps.outbox.append(tx, ...events)
    return made
  }

  async update(viewer: Viewer, input: UpdateComment) {
    const { database, limits, texts, comments, outbox, mentions, telling, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const problems = new Problems()
    const body = readBody(input.body, longestComment, problems)
    const refused = problems.outcome() ?? (await this.#editRefusal(viewer, input))
    if (refused) return refused
    const text = await texts.render(viewer.id, body, 'comment')
    if (text.__typename !== 'Rendered') return text

    return database.write(async (tx) => {
      const found = await this.#deps.locks.lockLive(tx, viewer, input.id)
      const unfit = editRefusal(viewer, found, input)
      if (!found || unfit) return unfit ?? notFound('Comment')
      const { comment, post } = found
      if (body === comment.body) return success('UpdateCommentSuccess', comment.id)
      const updatedAt = clock.now()
      await comments.update(tx, comment.id, body, text.rendered, rendererVersion, updatedAt)
      const state = commentState({ ...comment, updatedAt, version: comment.version + 1 }, post)
      const updated = commentUpdated(state, { time: updatedAt })
      await outbox.append(tx, updated)
      await mentions.rewrite(tx, comment.id, text.mentioned)
      const mentioned = isPublic(post) ? await mentions.take(tx, comment.id, comment.authorId) : []
      await telling.happened(tx, updated, { mentioned })
      return success('UpdateCommentSuccess', comment.id)
    })
  }

  /** As for a new one: whoever writes looks again. */
  async #editRefusal(viewer: Viewer, input: UpdateComment) {
    const commentId = readCommentId(input.id)
    const comment =
      commentId && (await this.#deps.reader.visible({ viewer, hiderId: null }, [commentId])).get(commentId)
    if (!comment?.isReadable) return editRefusal(viewer, null, input)
    const post = (await this.#deps.postReader.visibleHeads(viewer, [comment.postId])).get(comment.postId)
    return editRefusal(viewer, post ? { comment, post } : null, input)
  }

  async delete(viewer: Viewer, id: string) {
    const { database, limits, comments, tree, posts, outbox, telling, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const found =
        (await this.#deps.locks.lockLive(tx, viewer, id)) ?? (await this.#deps.locks.lockOwn(tx, viewer, id))
      if (!found) return notFound('Comment')
      const { comment, post } = found
      if (!mayDelete(viewer, comment)) return notAllowed('Only its author deletes a comment.')
      const at = clock.now()
      await posts.count(tx, await tree.carryUp(tx, await comments.delete(tx, comment.id, at)))
      const gone = { ...comment, updatedAt: at, version: comment.version + 1 }
      const state = commentState(gone, post, { deleted: true, removed: comment.removed })
      const deleted = commentDeleted(state, { time: at })
      await outbox.append(tx, deleted)
      await telling.happened(tx, deleted)
      return {
        __typename: 'DeleteCommentSuccess' as const,
        id: comment.id,
        placeholderId: comment.replyCount > 0 ? comment.id : null,
      }
    })
  }
}

const isPublic = (post: PostHead): boolean => post.visibility === 'PUBLIC'

const addedEvent = (comment: NewComment, post: Pick<PostHead, 'authorId'>) =>
  commentAdded(commentState({ ...comment, updatedAt: comment.createdAt, version: 1 }, post), {
    time: comment.createdAt,
  })

function addition(postId: PostId, added: readonly NewComment[]): CounterChange {
  const newest = Math.max(...added.map((comment) => comment.createdAt.getTime()))
  return {
    postId,
    comments: added.length,
    thread: added.length,
    topLevel: added.filter((comment) => comment.depth === 0).length,
    activityAt: new Date(newest),
  }
}
