import { createHash } from 'node:crypto'
import {
  type CatalogueEvent,
  commentAdded,
  commentDeleted,
  commentLiked,
  commentUnliked,
  contentRemoved,
  contentRestored,
  type EventOf,
  type PostState,
  postCreated,
  postDeleted,
  postLiked,
  postReposted,
  postRestored,
  postUnliked,
  postUnreposted,
  postUpdated,
  postView,
  userDeleted,
  userFollowed,
  userLoggedIn,
  userRegistered,
  userUnfollowed,
  type ViewSource,
} from '@forum/events'

type CommentState = EventOf<typeof commentAdded>['data']
type Relation = { active: boolean; version: number }

/** A stable UUID for a name, so that stories read by name and repeat. */
export function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Tells what happens on a forum and keeps the events that Auth and Posts would send: versions rise, a toggle that changes nothing sends nothing.
 * People and things are named by words. Time is told with `at`.
 */
export class ForumStory {
  readonly events: CatalogueEvent[] = []
  readonly #posts = new Map<string, PostState>()
  readonly #comments = new Map<string, CommentState>()
  readonly #relations = new Map<string, Relation>()
  #now: Date

  constructor(start: Date | string) {
    this.#now = new Date(start)
  }

  at(time: Date | string): this {
    this.#now = new Date(time)
    return this
  }

  register(user: string): this {
    const data = { userId: idOf(user), role: 'USER', status: 'ACTIVE', createdAt: this.#iso, version: 1 } as const
    return this.#tell(userRegistered(data, { time: this.#now, id: idOf(`register ${user}`) }))
  }

  deleteAccount(user: string): this {
    const data = { userId: idOf(user), role: 'USER', status: 'DELETED', createdAt: this.#iso, version: 2 } as const
    return this.#tell(userDeleted(data, this.#options))
  }

  login(user: string): this {
    return this.#tell(userLoggedIn({ userId: idOf(user) }, this.#options))
  }

  post(author: string, post: string, visibility: 'PUBLIC' | 'PRIVATE' = 'PUBLIC'): this {
    if (this.#posts.has(post)) return this
    const state: PostState = {
      postId: idOf(post),
      authorId: idOf(author),
      visibility,
      tags: ['story'],
      createdAt: this.#iso,
      updatedAt: this.#iso,
      deleted: false,
      removed: false,
      version: 1,
    }
    this.#posts.set(post, state)
    return this.#tell(postCreated(state, this.#options))
  }

  edit(post: string, visibility: 'PUBLIC' | 'PRIVATE'): this {
    return this.#changePost(post, { visibility }, postUpdated)
  }

  deletePost(post: string): this {
    return this.#changePost(post, { deleted: true }, postDeleted)
  }

  restorePost(post: string): this {
    return this.#changePost(post, { deleted: false }, postRestored)
  }

  comment(author: string, comment: string, post: string): this {
    const on = this.#posts.get(post)
    if (!on || this.#comments.has(comment)) return this
    const state: CommentState = {
      commentId: idOf(comment),
      postId: on.postId,
      postAuthorId: on.authorId,
      parentId: null,
      authorId: idOf(author),
      createdAt: this.#iso,
      updatedAt: this.#iso,
      deleted: false,
      removed: false,
      version: 1,
    }
    this.#comments.set(comment, state)
    return this.#tell(commentAdded(state, this.#options))
  }

  deleteComment(comment: string): this {
    const old = this.#comments.get(comment)
    if (!old || old.deleted) return this
    const state = { ...old, deleted: true, updatedAt: this.#iso, version: old.version + 1 }
    this.#comments.set(comment, state)
    return this.#tell(commentDeleted(state, this.#options))
  }

  /** By moderators; of what is removed, or is not, nothing happens. */
  remove(thing: string, removed = true): this {
    const make = removed ? contentRemoved : contentRestored
    const act = { actId: idOf(`act upon ${thing}`), actorId: null }
    const post = this.#posts.get(thing)
    if (post && post.removed !== removed) {
      const state = { ...post, removed, version: post.version + 1 }
      this.#posts.set(thing, state)
      return this.#tell(make({ ...state, ...act }, this.#options))
    }
    const comment = this.#comments.get(thing)
    if (!comment || comment.removed === removed) return this
    const state = { ...comment, removed, version: comment.version + 1 }
    this.#comments.set(thing, state)
    return this.#tell(make({ ...state, ...act }, this.#options))
  }

  restore(thing: string): this {
    return this.remove(thing, false)
  }

  like(user: string, thing: string, active = true): this {
    const relation = this.#toggle(`like ${user} ${thing}`, active)
    if (!relation) return this
    const post = this.#posts.get(thing)
    if (post) {
      const data = { postId: post.postId, postAuthorId: post.authorId, userId: idOf(user), ...relation }
      return this.#tell((active ? postLiked : postUnliked)(data, this.#options))
    }
    const comment = this.#comments.get(thing)
    if (!comment) return this
    const { commentId, postId, authorId: commentAuthorId } = comment
    const data = { commentId, postId, commentAuthorId, userId: idOf(user), ...relation }
    return this.#tell((active ? commentLiked : commentUnliked)(data, this.#options))
  }

  unlike(user: string, thing: string): this {
    return this.like(user, thing, false)
  }

  repost(user: string, post: string, active = true): this {
    const state = this.#posts.get(post)
    const relation = state && this.#toggle(`repost ${user} ${post}`, active)
    if (!state || !relation) return this
    const data = { postId: state.postId, postAuthorId: state.authorId, userId: idOf(user), ...relation }
    return this.#tell((active ? postReposted : postUnreposted)(data, this.#options))
  }

  follow(follower: string, followed: string, active = true): this {
    const relation = this.#toggle(`follow ${follower} ${followed}`, active)
    if (!relation) return this
    const data = { followerId: idOf(follower), followedId: idOf(followed), ...relation }
    return this.#tell((active ? userFollowed : userUnfollowed)(data, this.#options))
  }

  view(viewer: string, post: string, source: ViewSource = 'FEED', member = true): this {
    const state = this.#posts.get(post)
    if (!state) return this
    const viewerKey = member ? idOf(viewer) : viewer
    return this.#tell(
      postView({ postId: state.postId, postAuthorId: state.authorId, viewerKey, member, source }, this.#now),
    )
  }

  get #iso(): string {
    return this.#now.toISOString()
  }

  get #options(): { time: Date; id: string } {
    return { time: this.#now, id: idOf(`event ${this.events.length}`) }
  }

  #changePost(
    post: string,
    change: Partial<PostState>,
    make: typeof postUpdated | typeof postDeleted | typeof postRestored,
  ): this {
    const old = this.#posts.get(post)
    if (!old) return this
    const state = { ...old, ...change, updatedAt: this.#iso, version: old.version + 1 }
    this.#posts.set(post, state)
    return this.#tell(make(state, this.#options))
  }

  /** Likes what is not liked, and takes back what is. */
  flipLike(user: string, thing: string): this {
    return this.like(user, thing, !this.#relations.get(`like ${user} ${thing}`)?.active)
  }

  flipRepost(user: string, post: string): this {
    return this.repost(user, post, !this.#relations.get(`repost ${user} ${post}`)?.active)
  }

  flipFollow(follower: string, followed: string): this {
    return this.follow(follower, followed, !this.#relations.get(`follow ${follower} ${followed}`)?.active)
  }

  /** The relation's next row, or null when it is as it should be. */
  #toggle(name: string, active: boolean): Relation | null {
    const old = this.#relations.get(name) ?? { active: false, version: 0 }
    if (old.active === active) return null
    const next = { active, version: old.version + 1 }
    this.#relations.set(name, next)
    return next
  }

  #tell(event: CatalogueEvent): this {
    this.events.push(event)
    return this
  }
}
