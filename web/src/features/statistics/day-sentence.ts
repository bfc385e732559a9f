export type DayCounts = {
  posts: number
  comments: number
  likes: number
  views: number
  activeUsers: number
  complete: boolean
}

/** What can be said about the last whole day in one sentence. Small samples stay silent about change. */
export type DaySentence =
  | { kind: 'nobody' }
  | { kind: 'read-only'; people: number; views: number }
  | {
      kind: 'written'
      people: number
      posts: number
      comments: number
      views: number
      change: 'more' | 'fewer' | 'as-many' | null
    }

const enoughToCompare = 10
const noticeable = 0.2

/** About yesterday: `days` end with today. Nothing, while the numbers of yesterday are still coming. */
export function daySentence(days: DayCounts[]): DaySentence | null {
  const day = days.at(-2)
  if (!day?.complete) return null
  const { activeUsers: people, posts, comments, views } = day
  if (people === 0 && views === 0 && posts + comments === 0) return { kind: 'nobody' }
  if (posts + comments === 0) return { kind: 'read-only', people, views }
  return { kind: 'written', people, posts, comments, views, change: changeOf(days.at(-3)?.activeUsers ?? 0, people) }
}

function changeOf(before: number, now: number): 'more' | 'fewer' | 'as-many' | null {
  if (before < enoughToCompare || now < enoughToCompare) return null
  const change = (now - before) / before
  if (Math.abs(change) < noticeable) return 'as-many'
  return change > 0 ? 'more' : 'fewer'
}
