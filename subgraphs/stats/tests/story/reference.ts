import type { CatalogueEvent } from '@forum/events'
import type { Buckets } from '../../src/calendar/buckets.ts'

type Post = { id: string; author: string; visible: boolean; createdAt: number; version: number }
type Comment = { id: string; post: string; author: string; live: boolean; createdAt: number; version: number }
type Like = {
  post: string
  comment: string | null
  author: string
  user: string
  active: boolean
  at: number
  version: number
}
type Relation = { one: string; other: string; active: boolean; at: number; version: number }
type View = { post: string; viewer: string; at: number }
type Act = { who: string; at: number }
type Period = { from: Date; to: Date } | null

const quarterMs = 15 * 60_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const isMine = /^(user_registered|user_logged_in|post_created|post_updated|comment_added|comment_updated)$/

/**
 * The numbers as api.graphql's rules say them, folded in memory from distinct events: the plain reference that the stores are held against.
 */
export class Reference {
  readonly #posts = new Map<string, Post>()
  readonly #comments = new Map<string, Comment>()
  readonly #likes = new Map<string, Like>()
  readonly #reposts = new Map<string, Relation>()
  readonly #follows = new Map<string, Relation>()
  readonly #users = new Map<string, { createdAt: number }>()
  readonly #views: View[] = []
  readonly #acts: Act[] = []

  constructor(events: readonly CatalogueEvent[]) {
    for (const event of new Map(events.map((event) => [event.id, event])).values()) this.#fold(event)
  }

  postStats(id: string) {
    const views = this.#views.filter(({ post }) => post === id)
    return {
      views: views.length,
      uniqueViewers: new Set(views.map(({ viewer }) => viewer)).size,
      likes: this.#likesOf(id).length,
      comments: [...this.#comments.values()].filter(({ post, live }) => post === id && live).length,
      reposts: [...this.#reposts.values()].filter(({ one, active }) => one === id && active).length,
    }
  }

  userStats(id: string) {
    return {
      posts: this.#shownPosts().filter(({ author }) => author === id).length,
      comments: this.#shownComments().filter(({ author }) => author === id).length,
      likesGiven: this.#shownLikes().filter(({ user }) => user === id).length,
      likesReceived: this.#shownLikes().filter(({ author }) => author === id).length,
      viewsReceived: this.#shownViews().filter(({ author }) => author === id).length,
      followers: this.#activeFollows().filter(({ one }) => one === id).length,
    }
  }

  platform(asOf: Date) {
    const activeIn = (days: number) => {
      const from = Math.floor((asOf.getTime() - days * dayMs) / quarterMs) * quarterMs
      return new Set(this.#acts.filter(({ at }) => at >= from && at <= asOf.getTime()).map(({ who }) => who)).size
    }
    return {
      users: this.#users.size,
      posts: this.#shownPosts().length,
      comments: this.#shownComments().length,
      likes: this.#shownLikes().length,
      reposts: this.#shownReposts().length,
      views: this.#views.length,
      dailyActiveUsers: activeIn(1),
      weeklyActiveUsers: activeIn(7),
      monthlyActiveUsers: activeIn(30),
    }
  }

  activity({ list, start, end }: Buckets) {
    return list.map((bucket) => {
      const isIn = (at: number) => at >= Math.max(bucket.start, start) && at < Math.min(bucket.end, end)
      const count = (times: readonly number[]) => times.filter(isIn).length
      return {
        registrations: count([...this.#users.values()].map(({ createdAt }) => createdAt)),
        posts: count(this.#shownPosts().map(({ createdAt }) => createdAt)),
        comments: count(this.#shownComments().map(({ createdAt }) => createdAt)),
        likes: count(this.#shownLikes().map(({ at }) => at)),
        reposts: count(this.#shownReposts().map(({ at }) => at)),
        views: count(this.#views.map(({ at }) => at)),
        activeUsers: new Set(this.#acts.filter(({ at }) => isIn(at)).map(({ who }) => who)).size,
      }
    })
  }

  postDays(id: string, { list }: Buckets) {
    const comments = [...this.#comments.values()].filter(({ post, live }) => post === id && live)
    const reposts = [...this.#reposts.values()].filter(({ one, active }) => one === id && active)
    return list.map(({ start, end }) => {
      const isIn = ({ at }: { at: number }) => at >= start && at < end
      return {
        views: this.#views.filter((view) => view.post === id && isIn(view)).length,
        likes: this.#likesOf(id).filter(isIn).length,
        comments: comments.filter(({ createdAt }) => isIn({ at: createdAt })).length,
        reposts: reposts.filter(isIn).length,
      }
    })
  }

  userDays(id: string, { list }: Buckets) {
    return list.map(({ start, end }) => {
      const isIn = (at: number) => at >= start && at < end
      return {
        posts: this.#shownPosts().filter((post) => post.author === id && isIn(post.createdAt)).length,
        comments: this.#shownComments().filter((comment) => comment.author === id && isIn(comment.createdAt)).length,
        likesReceived: this.#shownLikes().filter((like) => like.author === id && isIn(like.at)).length,
        viewsReceived: this.#shownViews().filter((view) => view.author === id && isIn(view.at)).length,
      }
    })
  }

  topPosts(by: 'VIEWS' | 'UNIQUE_VIEWERS' | 'LIKES' | 'COMMENTS' | 'REPOSTS', period: Period) {
    const isIn = within(period)
    const views = this.#shownViews().filter(({ at }) => isIn(at))
    const of: Record<typeof by, () => string[]> = {
      VIEWS: () => views.map(({ post }) => post),
      UNIQUE_VIEWERS: () =>
        [...new Set(views.map(({ post, viewer }) => `${post} ${viewer}`))].map((pair) => String(pair.split(' ', 1)[0])),
      LIKES: () =>
        this.#shownLikes()
          .filter(({ comment, at }) => !comment && isIn(at))
          .map(({ post }) => post),
      COMMENTS: () =>
        this.#shownComments()
          .filter(({ createdAt }) => isIn(createdAt))
          .map(({ post }) => post),
      REPOSTS: () =>
        this.#shownReposts()
          .filter(({ at }) => isIn(at))
          .map(({ one }) => one),
    }
    return ranked(of[by]())
  }

  topUsers(by: 'POSTS' | 'COMMENTS' | 'LIKES_RECEIVED' | 'VIEWS_RECEIVED' | 'FOLLOWERS', period: Period) {
    const isIn = within(period)
    const of: Record<typeof by, () => string[]> = {
      POSTS: () =>
        this.#shownPosts()
          .filter(({ createdAt }) => isIn(createdAt))
          .map(({ author }) => author),
      COMMENTS: () =>
        this.#shownComments()
          .filter(({ createdAt }) => isIn(createdAt))
          .map(({ author }) => author),
      LIKES_RECEIVED: () =>
        this.#shownLikes()
          .filter(({ at }) => isIn(at))
          .map(({ author }) => author),
      VIEWS_RECEIVED: () =>
        this.#shownViews()
          .filter(({ at }) => isIn(at))
          .map(({ author }) => author),
      FOLLOWERS: () =>
        this.#activeFollows()
          .filter(({ at }) => isIn(at))
          .map(({ one }) => one),
    }
    return ranked(of[by]())
  }

  /** Each person counts once a kind, new accounts and the author not; the score is halved for each 8 hours of the post's age. */
  hot(at: Date) {
    const now = at.getTime()
    const isIn = (time: number) => time > now - 48 * hourMs && time <= now
    const ranked = this.#shownPosts().flatMap(({ id, author, createdAt }) => {
      if (createdAt <= now - 30 * dayMs || createdAt > now) return []
      const counts = (user: string) => user !== author && (this.#users.get(user)?.createdAt ?? now) < now - dayMs
      const peopleOf = (done: { user: string; at: number }[]) =>
        new Set(done.flatMap(({ user, at: time }) => (counts(user) && isIn(time) ? [user] : [])))
      const comments = this.#shownComments().filter(({ post }) => post === id)
      const reposts = this.#shownReposts().filter(({ one }) => one === id)
      const likers = peopleOf(this.#likesOf(id))
      const commenters = peopleOf(comments.map((each) => ({ user: each.author, at: each.createdAt })))
      const reposters = peopleOf(reposts.map((each) => ({ user: each.other, at: each.at })))
      const people = likers.union(commenters).union(reposters).size
      const points = likers.size + 2 * commenters.size + 3 * reposters.size
      if (points === 0) return []
      const halvings = (now - createdAt) / (8 * hourMs)
      const counted = { likes: likers.size, comments: commenters.size, reposts: reposters.size, people }
      return [{ ranked: { postId: id, ...counted }, points: Number((points / 2 ** halvings).toPrecision(10)) }]
    })
    return ranked
      .toSorted((a, b) => b.points - a.points || (a.ranked.postId < b.ranked.postId ? -1 : 1))
      .map((each) => each.ranked)
  }

  #shownPosts(): Post[] {
    return [...this.#posts.values()].filter(({ visible }) => visible)
  }

  #isShown(post: string): boolean {
    return this.#posts.get(post)?.visible ?? false
  }

  #shownComments(): Comment[] {
    return [...this.#comments.values()].filter(({ live, post }) => live && this.#isShown(post))
  }

  #likesOf(post: string): Like[] {
    return [...this.#likes.values()].filter((like) => like.post === post && !like.comment && like.active)
  }

  #shownLikes(): Like[] {
    const onLive = (comment: string | null) => !comment || (this.#comments.get(comment)?.live ?? false)
    return [...this.#likes.values()].filter(
      ({ active, post, comment }) => active && this.#isShown(post) && onLive(comment),
    )
  }

  #shownReposts(): Relation[] {
    return [...this.#reposts.values()].filter(({ active, one }) => active && this.#isShown(one))
  }

  #shownViews(): (View & { author: string })[] {
    return this.#views
      .filter(({ post }) => this.#isShown(post))
      .map((view) => ({ ...view, author: this.#posts.get(view.post)?.author ?? '' }))
  }

  #activeFollows(): Relation[] {
    return [...this.#follows.values()].filter(({ active }) => active)
  }

  #fold(event: CatalogueEvent): void {
    const at = event.time.getTime()
    const { data, type } = event
    if (isMine.test(type))
      this.#acts.push({ who: 'authorId' in data ? data.authorId : 'userId' in data ? data.userId : '', at })
    if (type === 'user_registered') this.#users.set(event.data.userId, { createdAt: Date.parse(event.data.createdAt) })
    else if ('visibility' in data) {
      const { postId: id, authorId: author, visibility, deleted, removed, createdAt, version } = data
      const visible = visibility === 'PUBLIC' && !deleted && !removed
      keepNewest(this.#posts, id, { id, author, visible, createdAt: Date.parse(createdAt), version })
    } else if ('parentId' in data) {
      const { commentId: id, postId: post, authorId: author, deleted, removed, createdAt, version } = data
      const live = !deleted && !removed
      keepNewest(this.#comments, id, { id, post, author, live, createdAt: Date.parse(createdAt), version })
    } else if ('followerId' in data) {
      const { followedId: one, followerId: other, active, version } = data
      this.#acts.push({ who: other, at })
      keepNewest(this.#follows, `${one} ${other}`, { one, other, active, at, version })
    } else if ('viewerKey' in data) {
      this.#views.push({ post: data.postId, viewer: data.viewerKey, at })
      if (data.member) this.#acts.push({ who: data.viewerKey, at })
    } else if ('active' in data) {
      this.#acts.push({ who: data.userId, at })
      const { postId: post, userId: user, active, version } = data
      const comment = 'commentId' in data ? data.commentId : null
      const author = 'commentId' in data ? data.commentAuthorId : data.postAuthorId
      if (type.includes('repost'))
        keepNewest(this.#reposts, `${post} ${user}`, { one: post, other: user, active, at, version })
      else keepNewest(this.#likes, `${post} ${comment} ${user}`, { post, comment, author, user, active, at, version })
    }
  }
}

function keepNewest<Row extends { version: number }>(rows: Map<string, Row>, key: string, row: Row): void {
  if ((rows.get(key)?.version ?? -1) < row.version) rows.set(key, row)
}

function within(period: Period): (at: number) => boolean {
  return (at) => period === null || (at > period.from.getTime() && at <= period.to.getTime())
}

function ranked(names: readonly string[]): { id: string; value: number; rank: number }[] {
  const counts = [...Map.groupBy(names, (name) => name)].map(([id, all]) => ({ id, value: all.length }))
  const sorted = counts.toSorted((a, b) => b.value - a.value || (a.id < b.id ? -1 : 1))
  return sorted.map(({ id, value }) => ({ id, value, rank: 1 + counts.filter((other) => other.value > value).length }))
}
