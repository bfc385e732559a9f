import { describe, expect, test } from 'vitest'
import { generateLife } from './generate.ts'
import { viewWindow } from './life/views.ts'
import { foldManifest } from './manifest.ts'
import { profiles } from './profiles.ts'

const anchor = new Date('2026-11-22T00:00:00Z')
const life = generateLife(profiles.smoke, 1, anchor)

describe('a generated life', () => {
  test('is the same for the same profile, seed and anchor, ids too', () => {
    expect(generateLife(profiles.smoke, 1, anchor)).toEqual(life)
  })

  test('shares no id and no handle with the life of another seed', () => {
    const other = generateLife(profiles.smoke, 2, anchor)
    const ids = new Set([...life.people, ...life.posts, ...life.comments].map((thing) => thing.id))
    const handles = new Set(life.people.map((person) => person.handle))
    expect([...other.people, ...other.posts, ...other.comments].filter((thing) => ids.has(thing.id))).toEqual([])
    expect(other.people.filter((person) => handles.has(person.handle))).toEqual([])
  })

  test('shares no handle with any other life, however many people it has', () => {
    const nothingDone = { posts: 1, comments: 0, postLikes: 0, commentLikes: 0, reposts: 0, follows: 0, views: 0 }
    const handlesOf = (seed: number) =>
      generateLife({ ...profiles.demo, ...nothingDone }, seed, anchor).people.map(({ handle }) => handle)
    const lives = [1, 367, 999_999].map(handlesOf)
    expect(new Set(lives.flat()).size).toBe(3 * profiles.demo.people)
    for (const handle of lives.flat()) expect(handle).toMatch(/^[a-z0-9_]{3,30}$/)
  })

  test('has exactly what its profile says', () => {
    const { people, posts, comments, likes, reposts, follows, views } = life
    expect({
      people: people.length,
      posts: posts.length,
      comments: comments.length,
      reposts: reposts.length,
      follows: follows.length,
      views: views.length,
    }).toEqual({
      people: profiles.smoke.people,
      posts: profiles.smoke.posts,
      comments: profiles.smoke.comments,
      reposts: profiles.smoke.reposts,
      follows: profiles.smoke.follows,
      views: profiles.smoke.views,
    })
    expect(likes.length).toBe(profiles.smoke.postLikes + profiles.smoke.commentLikes)
  })

  test('happens before the anchor, and nobody acts before they are there or on what is not there yet', () => {
    const born = new Map(
      [...life.people, ...life.posts, ...life.comments].map((thing) => [thing.id, thing.createdAt.getTime()]),
    )
    const acts = [
      ...life.posts.map((post) => [post.createdAt, post.authorId]),
      ...life.comments.map((comment) => [
        comment.createdAt,
        comment.authorId,
        comment.postId,
        comment.parentId ?? comment.postId,
      ]),
      ...life.likes.map((like) => [like.createdAt, like.userId, like.postId ?? like.commentId]),
      ...life.reposts.map((repost) => [repost.createdAt, repost.userId, repost.postId]),
      ...life.follows.map((follow) => [follow.createdAt, follow.followerId, follow.userId]),
      ...life.views.map((view) => [view.at, view.viewerId, view.postId]),
    ] as const
    for (const [at, ...needed] of acts) {
      expect(Number(at)).toBeLessThan(anchor.getTime())
      for (const id of needed) expect(born.get(String(id))).toBeLessThanOrEqual(Number(at))
    }
  })

  test('repeats no relation and no view that would not count', () => {
    const keys = [
      ...life.likes.map((like) => `like ${like.userId} ${like.postId ?? like.commentId}`),
      ...life.reposts.map((repost) => `repost ${repost.userId} ${repost.postId}`),
      ...life.follows.map((follow) => `follow ${follow.followerId} ${follow.userId}`),
      ...life.views.map((view) => `view ${view.viewerId} ${view.postId} ${Math.floor(view.at.getTime() / viewWindow)}`),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('fits the limits of the API', () => {
    for (const person of life.people) expect(person.handle).toMatch(/^[a-z0-9_]{3,30}$/)
    for (const post of life.posts) expect(post.title.length).toBeLessThanOrEqual(200)
    for (const comment of life.comments) expect(comment.body).not.toMatch(/\{\w+\}/)
  })
})

describe('the manifest', () => {
  const manifest = foldManifest(life)

  test('adds its days up to its totals', () => {
    const sum = (what: 'registrations' | 'posts' | 'comments' | 'likes' | 'reposts' | 'views') =>
      [...manifest.days.values()].reduce((total, one) => total + one[what], 0)
    expect({
      users: sum('registrations'),
      posts: sum('posts'),
      comments: sum('comments'),
      likes: sum('likes'),
      reposts: sum('reposts'),
      views: sum('views'),
    }).toEqual(manifest.totals)
    expect(manifest.days.size).toBe(90)
  })

  test('adds the days of each post up to its counts', () => {
    for (const { days, ...counts } of manifest.posts.values()) {
      const sum = (what: keyof typeof counts) => [...days.values()].reduce((total, one) => total + one[what], 0)
      expect({
        views: sum('views'),
        likes: sum('likes'),
        comments: sum('comments'),
        reposts: sum('reposts'),
      }).toEqual(counts)
    }
  })

  test('counts no private post anywhere', () => {
    const hidden = life.posts.filter((post) => post.visibility === 'PRIVATE').map((post) => post.id)
    expect(hidden.length).toBeGreaterThan(0)
    expect(manifest.totals.posts).toBe(life.posts.length - hidden.length)
    for (const id of hidden) expect(manifest.posts.has(id)).toBe(false)
  })
})
