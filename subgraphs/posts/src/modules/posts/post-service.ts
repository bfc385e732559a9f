import { asSeeded, postCreated, postDeleted, postUpdated } from '@forum/events'
import { conflict, notAllowed, notFound, Problems, type Viewer } from '@forum/graphql-kit'
import type { Idempotency } from '@forum/idempotency'
import type { Outbox } from '@forum/outbox'
import type { Sql } from '@forum/postgres'
import type { Clock, Ids } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import { type PostId, postIdOf, readPostId, type UserId } from '../../ids.ts'
import type { EmptyingService } from '../emptying/emptying-service.ts'
import { rendererVersion } from '../markdown/render-markdown.ts'
import type { TextService } from '../markdown/text-service.ts'
import type { MentionService } from '../mentions/mention-service.ts'
import type { TellingService } from '../notifications/telling-service.ts'
import { readTagNames } from '../tags/tag-names.ts'
import type { TagService } from '../tags/tag-service.ts'
import type { WatchService } from '../watching/watch-service.ts'
import type { WriteAllowance } from '../write-limits/write-limits.ts'
import type { PostHead } from './post.ts'
import { postState } from './post-events.ts'
import { longestBody, type PostVisibility, readBody, readPostText, readTitle } from './post-input.ts'
import type { PostLocks } from './post-locks.ts'
import type { PostReader } from './post-reader.ts'
import type { NewPost, PostRepository } from './post-repository.ts'
import { frozen, isOwn, mayDelete } from './post-rules.ts'

export type PostDeps = {
  database: Database
  posts: PostRepository
  reader: PostReader
  locks: PostLocks
  tags: TagService
  emptying: EmptyingService
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

export type CreatePost = {
  title: string
  body: string
  tags?: readonly string[] | null | undefined
  visibility?: PostVisibility | null | undefined
  idempotencyKey?: string | null | undefined
}

export type UpdatePost = {
  id: string
  title?: string | null | undefined
  body?: string | null | undefined
  tags?: readonly string[] | null | undefined
  visibility?: PostVisibility | null | undefined
  version?: number | null | undefined
}

type PostBody = NonNullable<Parameters<PostRepository['update']>[2]['body']>

export type PostWithTags = NewPost & { tags: readonly string[] }

/** What the viewer means to do with a post did, or did not, happen to this one. */
export const success = <Name extends string>(name: Name, postId: PostId) => ({ __typename: name, postId })

const createdEvent = (post: PostWithTags) =>
  postCreated(postState({ ...post, version: 1, updatedAt: post.createdAt }, post.tags), { time: post.createdAt })

/** Why a viewer may not edit a post as they see it; null when they may. */
function editRefusal(viewer: Viewer, post: PostHead | null, { version }: UpdatePost) {
  if (!post) return notFound('Post')
  if (!isOwn(viewer, post)) return notAllowed('Only its author edits a post.')
  const refused = frozen(post)
  if (refused) return refused
  return version != null && version !== post.version ? conflict(post.version) : null
}

/** What people do with posts: write, change and delete them. */
export class PostService {
  readonly #deps: PostDeps

  constructor(deps: PostDeps) {
    this.#deps = deps
  }

  async create(viewer: Viewer, input: CreatePost) {
    const { limits, texts, mentions, telling, idempotency, clock, ids } = this.#deps
    const problems = new Problems()
    const { title, body, tags } = readPostText(input, problems)
    const key = idempotency.readKey(input.idempotencyKey, problems)
    const visibility = input.visibility ?? 'PUBLIC'

    return idempotency.writeOnce({
      viewerId: viewer.id,
      mutation: 'createPost',
      key,
      input: [title, body, tags, visibility],
      refused: problems.outcome(),
      limit: () => limits.spend(viewer.id),
      prepare: async () => {
        const text = await texts.render(viewer.id, body, 'post')
        if (text.__typename !== 'Rendered') return text
        const { rendered, mentioned } = text
        return async (tx) => {
          const createdAt = clock.now()
          const id = postIdOf(ids.at(createdAt))
          const authorId = viewer.id
          const post = { id, authorId, title, body, rendered, rendererVersion, visibility, createdAt, tags }
          await this.insert(tx, [post])
          await mentions.write(tx, id, mentioned)
          await telling.happened(tx, createdEvent(post), {
            mentioned: visibility === 'PUBLIC' && mentioned.length > 0 ? await mentions.take(tx, id, authorId) : [],
          })
          return id
        }
      },
      success: (id) => success('CreatePostSuccess', postIdOf(id)),
    })
  }

  /** Adds posts with their tags and events, those whose id exists excepted; answers the ids of the added ones. */
  async insert(tx: Sql, given: readonly PostWithTags[], { areSeeds = false } = {}): Promise<Set<PostId>> {
    const { posts, tags, watches, outbox } = this.#deps
    const made = await posts.insert(tx, given)
    const added = given.filter((post) => made.has(post.id))
    await tags.attach(
      tx,
      added.map((post) => ({
        postId: post.id,
        listed: post.visibility === 'PUBLIC',
        createdAt: post.createdAt,
        lastActivityAt: post.createdAt,
        names: post.tags,
      })),
    )
    await watches.watchWritten(
      tx,
      added.map((post) => ({ userId: post.authorId, postId: post.id, at: post.createdAt })),
    )
    const events = added.map(createdEvent)
    await outbox.append(tx, ...(areSeeds ? events.map(asSeeded) : events))
    return made
  }

  async update(viewer: Viewer, input: UpdatePost) {
    const { database, limits, texts } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const problems = new Problems()
    const title = input.title == null ? null : readTitle(input.title, problems)
    const body = input.body == null ? null : readBody(input.body, longestBody, problems)
    const names = input.tags == null ? null : readTagNames(input.tags, problems)
    const refused = problems.outcome() ?? (await this.#editRefusal(viewer, input))
    if (refused) return refused
    const made = body === null ? null : await texts.render(viewer.id, body, 'post')
    if (made && made.__typename !== 'Rendered') return made
    const text = body !== null && made ? { ...made, body, rendererVersion } : null

    return database.write(async (tx) => {
      const post = await this.#deps.locks.lockVisible(tx, viewer, input.id)
      const unfit = editRefusal(viewer, post, input)
      if (!post || unfit) return unfit ?? notFound('Post')
      await this.#change(tx, post, { title, text, names, visibility: input.visibility ?? post.visibility })
      return success('UpdatePostSuccess', post.id)
    })
  }

  /** A look before anything is rendered, so that nothing is rendered in vain; whoever writes looks again, with the post locked. */
  async #editRefusal(viewer: Viewer, input: UpdatePost) {
    const postId = readPostId(input.id)
    const post = postId && (await this.#deps.reader.visibleHeads(viewer, [postId])).get(postId)
    return editRefusal(viewer, post ?? null, input)
  }

  async #change(
    tx: Sql,
    post: PostHead,
    wanted: {
      title: string | null
      text: (PostBody & { mentioned: readonly UserId[] }) | null
      names: string[] | null
      visibility: PostVisibility
    },
  ): Promise<void> {
    const { posts, tags, outbox, mentions, telling, clock } = this.#deps
    const now = await posts.content(tx, post.id)
    const tagsNow = await tags.namesOf(tx, post.id)
    const title = wanted.title ?? now.title
    const body = wanted.text && wanted.text.body !== now.body ? wanted.text : null
    const names = wanted.names ?? tagsNow
    const hasOtherTags = names.join('\n') !== tagsNow.join('\n')
    const edited = title !== now.title || body !== null || hasOtherTags
    const moved = wanted.visibility !== post.visibility
    if (!edited && !moved) return

    const updatedAt = clock.now()
    const listed = wanted.visibility === 'PUBLIC'
    await posts.update(tx, post.id, { title, visibility: wanted.visibility, edited, updatedAt, body })
    if (moved) await posts.list(tx, [post.id], listed)
    if (hasOtherTags) {
      const lastActivityAt = await posts.lastActivityAt(tx, post.id)
      const tagged = { postId: post.id, listed, createdAt: post.createdAt, lastActivityAt, names }
      await tags.replace(tx, tagged, { wasListed: post.visibility === 'PUBLIC' })
    } else if (moved) await tags.list(tx, [post.id], listed)
    const changed = { ...post, visibility: wanted.visibility, version: post.version + 1, updatedAt }
    const updated = postUpdated(postState(changed, names), { time: updatedAt })
    await outbox.append(tx, updated)
    if (body) await mentions.rewrite(tx, post.id, body.mentioned)
    const mayName = listed && (body !== null || moved)
    await telling.happened(tx, updated, { mentioned: mayName ? await mentions.take(tx, post.id, post.authorId) : [] })
  }

  async delete(viewer: Viewer, id: string) {
    const { database, limits } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    return database.write(async (tx) => {
      const post = await this.#deps.locks.lockVisible(tx, viewer, id)
      if (!post) return notFound('Post')
      if (!mayDelete(viewer, post)) return notAllowed('Only its author deletes a post.')
      await this.deleteLocked(tx, post)
      return { __typename: 'DeletePostSuccess' as const, id: post.id }
    })
  }

  /** Deletes a post that the caller has locked. */
  async deleteLocked(tx: Sql, post: PostHead): Promise<void> {
    const { posts, tags, outbox, telling, clock } = this.#deps
    const at = clock.now()
    const names = await tags.namesOf(tx, post.id)
    await posts.delete(tx, post.id, at)
    await posts.list(tx, [post.id], false)
    await tags.list(tx, [post.id], false)
    const state = postState({ ...post, version: post.version + 1, updatedAt: at, deleted: true }, names)
    const deleted = postDeleted(state, { time: at })
    await outbox.append(tx, deleted)
    await telling.happened(tx, deleted)
  }

  /** Leaves of a public post that the caller has locked what others wrote under it, by its address and in no list. */
  async emptyLocked(tx: Sql, post: PostHead): Promise<void> {
    const { posts, tags, emptying, outbox, clock } = this.#deps
    const updatedAt = clock.now()
    await emptying.emptyPost(tx, post.id, updatedAt)
    await posts.list(tx, [post.id], false)
    const lastActivityAt = await posts.lastActivityAt(tx, post.id)
    const untagged = { postId: post.id, listed: false, createdAt: post.createdAt, lastActivityAt, names: [] }
    await tags.replace(tx, untagged, { wasListed: !post.removed })
    const version = await posts.raise(tx, post.id, updatedAt)
    await outbox.append(tx, postUpdated(postState({ ...post, version, updatedAt }, []), { time: updatedAt }))
  }
}
