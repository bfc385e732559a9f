import type { Life } from './life/actions.ts'
import { day } from './life/time.ts'
import { viewWindow } from './life/views.ts'

/** What came about on a post in a day. */
type PostDay = { views: number; likes: number; comments: number; reposts: number }

export type Ranked = { readonly id: string; readonly value: number }

type Day = {
  registrations: number
  posts: number
  comments: number
  likes: number
  reposts: number
  views: number
  activeUsers: number
}

/** What must be true once a life has been sent and counted; folded from the generated actions before anything is sent. */
export type Manifest = {
  readonly totals: {
    readonly users: number
    readonly posts: number
    readonly comments: number
    readonly likes: number
    readonly reposts: number
    readonly views: number
  }
  readonly topPosts: Readonly<Record<'VIEWS' | 'UNIQUE_VIEWERS' | 'LIKES' | 'COMMENTS' | 'REPOSTS', readonly Ranked[]>>
  readonly topUsers: Readonly<
    Record<'POSTS' | 'COMMENTS' | 'LIKES_RECEIVED' | 'VIEWS_RECEIVED' | 'FOLLOWERS', readonly Ranked[]>
  >
  /** By UTC day, YYYY-MM-DD; every day from the first action to the last. */
  readonly days: ReadonlyMap<string, Day>
  /** Of each public post its counts, as Posts answers them, and the UTC days on which anything came about. */
  readonly posts: ReadonlyMap<string, Readonly<PostDay> & { readonly days: ReadonlyMap<string, Readonly<PostDay>> }>
  /** By person and by comment; those with none are absent. */
  readonly followers: ReadonlyMap<string, number>
  readonly commentLikes: ReadonlyMap<string, number>
}

/** Counts by key. */
class Tally {
  readonly counts = new Map<string, number>()

  add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1)
  }

  of(key: string): number {
    return this.counts.get(key) ?? 0
  }

  /** The rule of the public rankings: by value descending, then id. */
  top(count: number): Ranked[] {
    return [...this.counts]
      .map(([id, value]) => ({ id, value }))
      .sort((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
      .slice(0, count)
  }
}

export function utcDay(at: Date): string {
  return at.toISOString().slice(0, 10)
}

export function foldManifest(life: Life): Manifest {
  const open = new Map(life.posts.filter((post) => post.visibility === 'PUBLIC').map((post) => [post.id, post]))
  const comments = new Map(life.comments.map((comment) => [comment.id, comment]))
  const byPost = {
    VIEWS: new Tally(),
    UNIQUE_VIEWERS: new Tally(),
    LIKES: new Tally(),
    COMMENTS: new Tally(),
    REPOSTS: new Tally(),
  }
  const byUser = {
    POSTS: new Tally(),
    COMMENTS: new Tally(),
    LIKES_RECEIVED: new Tally(),
    VIEWS_RECEIVED: new Tally(),
    FOLLOWERS: new Tally(),
  }
  const commentLikes = new Tally()
  const days = new DayLedger()
  const postDays = new PostDays()

  for (const person of life.people) days.count(person.createdAt, 'registrations', person.id)
  for (const follow of life.follows) {
    byUser.FOLLOWERS.add(follow.userId)
    days.seen(follow.createdAt, follow.followerId)
  }
  for (const post of life.posts) {
    if (open.has(post.id)) {
      byUser.POSTS.add(post.authorId)
      days.count(post.createdAt, 'posts', post.authorId)
    } else days.seen(post.createdAt, post.authorId)
  }
  for (const comment of life.comments) {
    byPost.COMMENTS.add(comment.postId)
    byUser.COMMENTS.add(comment.authorId)
    days.count(comment.createdAt, 'comments', comment.authorId)
    postDays.count(comment.postId, comment.createdAt, 'comments')
  }
  for (const like of life.likes) {
    const author = like.postId === null ? comments.get(like.commentId)?.authorId : open.get(like.postId)?.authorId
    if (like.postId === null) commentLikes.add(like.commentId)
    else {
      byPost.LIKES.add(like.postId)
      postDays.count(like.postId, like.createdAt, 'likes')
    }
    byUser.LIKES_RECEIVED.add(author ?? missing(like.userId))
    days.count(like.createdAt, 'likes', like.userId)
  }
  for (const repost of life.reposts) {
    byPost.REPOSTS.add(repost.postId)
    days.count(repost.createdAt, 'reposts', repost.userId)
    postDays.count(repost.postId, repost.createdAt, 'reposts')
  }
  const viewers = new Set<string>()
  for (const view of life.views) {
    byPost.VIEWS.add(view.postId)
    if (!viewers.has(`${view.postId} ${view.viewerId}`)) byPost.UNIQUE_VIEWERS.add(view.postId)
    viewers.add(`${view.postId} ${view.viewerId}`)
    byUser.VIEWS_RECEIVED.add(open.get(view.postId)?.authorId ?? missing(view.postId))
    // A view happens, for the numbers, when its half-hour starts.
    const at = new Date(Math.floor(view.at.getTime() / viewWindow) * viewWindow)
    days.count(at, 'views', view.viewerId)
    postDays.count(view.postId, at, 'views')
  }

  return {
    totals: {
      users: life.people.length,
      posts: open.size,
      comments: life.comments.length,
      likes: life.likes.length,
      reposts: life.reposts.length,
      views: life.views.length,
    },
    topPosts: tops(byPost),
    topUsers: tops(byUser),
    days: days.close(life.anchor),
    posts: new Map(
      [...open.keys()].map((id) => [
        id,
        {
          likes: byPost.LIKES.of(id),
          comments: byPost.COMMENTS.of(id),
          reposts: byPost.REPOSTS.of(id),
          views: byPost.VIEWS.of(id),
          days: postDays.of(id),
        },
      ]),
    ),
    followers: byUser.FOLLOWERS.counts,
    commentLikes: commentLikes.counts,
  }
}

class PostDays {
  readonly #days = new Map<string, Map<string, PostDay>>()

  count(postId: string, at: Date, what: keyof PostDay): void {
    const days = this.#days.get(postId) ?? new Map<string, PostDay>()
    const ofDay = days.get(utcDay(at)) ?? { views: 0, likes: 0, comments: 0, reposts: 0 }
    ofDay[what] += 1
    this.#days.set(postId, days.set(utcDay(at), ofDay))
  }

  of(postId: string): ReadonlyMap<string, PostDay> {
    return this.#days.get(postId) ?? new Map()
  }
}

class DayLedger {
  readonly #days = new Map<string, Day>()
  readonly #people = new Map<string, Set<string>>()
  #first: string | null = null

  seen(at: Date, userId: string): void {
    const key = utcDay(at)
    if (this.#first === null || key < this.#first) this.#first = key
    const people = this.#people.get(key) ?? new Set()
    this.#people.set(key, people.add(userId))
  }

  count(at: Date, what: Exclude<keyof Day, 'activeUsers'>, userId: string): void {
    this.seen(at, userId)
    const key = utcDay(at)
    const ledger = this.#days.get(key) ?? emptyDay()
    ledger[what] += 1
    this.#days.set(key, ledger)
  }

  /** Every day up to the one before the anchor, quiet ones too. */
  close(anchor: Date): Map<string, Day> {
    const all = new Map<string, Day>()
    if (this.#first === null) return all
    for (let at = Date.parse(this.#first); at < anchor.getTime(); at += day) {
      const key = utcDay(new Date(at))
      all.set(key, { ...(this.#days.get(key) ?? emptyDay()), activeUsers: this.#people.get(key)?.size ?? 0 })
    }
    return all
  }
}

function emptyDay(): Day {
  return { registrations: 0, posts: 0, comments: 0, likes: 0, reposts: 0, views: 0, activeUsers: 0 }
}

function tops<Key extends string>(tallies: Record<Key, Tally>): Record<Key, Ranked[]> {
  const entries = Object.entries<Tally>(tallies).map(([key, tally]) => [key, tally.top(10)])
  return Object.fromEntries(entries)
}

function missing(id: string): never {
  throw new Error(`the generated life has no author for ${id}`)
}
