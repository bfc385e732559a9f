import { type Random, zipfShares } from '../random.ts'
import { type Person, type Post, type View, viewSources } from './actions.ts'
import { byTime, day, later, minute, soonAfter } from './time.ts'

/** A view counts once for each viewer, post and UTC half-hour (the rule of Posts); here in milliseconds. */
export const viewWindow = 30 * minute

const sources = [...viewSources, 'FEED', 'FEED', 'FEED', 'PROFILE', 'LINK'] as const

/** Exactly `count` views that all count: never the author's own, no two of one viewer and post in one half-hour. */
export function generateViews(
  random: Random,
  life: { people: readonly Person[]; posts: readonly Post[]; count: number; to: Date },
): View[] {
  const { people, count, to } = life
  const open = random.sample(
    life.posts.filter((post) => post.visibility === 'PUBLIC'),
    life.posts.length,
  )
  const shares = zipfShares(count, open.length, Math.ceil((count / open.length) * 40), 0.9)
  const views: View[] = []
  for (const [index, post] of open.entries()) {
    const readers = people.filter((person) => person.id !== post.authorId)
    const seen = new Set<string>()
    while (seen.size < (shares[index] ?? 0)) {
      const viewer = random.pick(readers)
      const at = soonAfter(random, later(viewer.createdAt, post.createdAt), to, 4 * day, viewer.utcOffsetHours)
      const window = `${viewer.id} ${Math.floor(at.getTime() / viewWindow)}`
      if (seen.has(window)) continue
      seen.add(window)
      views.push({ viewerId: viewer.id, postId: post.id, source: random.pick(sources), at })
    }
  }
  return views.sort(byTime((view) => view.at))
}
