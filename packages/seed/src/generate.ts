import type { Life } from './life/actions.ts'
import { generateComments } from './life/comments.ts'
import { generateFollows } from './life/follows.ts'
import { generatePeople } from './life/people.ts'
import { generatePosts } from './life/posts.ts'
import { generateLikes, generateReposts } from './life/reactions.ts'
import { day } from './life/time.ts'
import { generateViews } from './life/views.ts'
import { days, type Profile } from './profiles.ts'
import { Random } from './random.ts'

/** What the handles, ids and choices of a life are derived from. */
export function lifeName(profile: Profile, seed: number): string {
  return `${profile.name}-${seed}`
}

/** When a life with this anchor begins; its first person registers at this very moment. */
export function beginningOf(anchor: Date): Date {
  return new Date(anchor.getTime() - days * day)
}

/** `days` days that end at the anchor (midnight UTC). Pure: the same profile, seed and anchor give the same life, ids too. */
export function generateLife(profile: Profile, seed: number, anchor: Date): Life {
  const name = lifeName(profile, seed)
  const random = new Random(name)
  const from = beginningOf(anchor)
  const to = anchor
  const people = generatePeople(random.fork('people'), name, profile.people, { from, to })
  const follows = generateFollows(random.fork('follows'), people, profile.follows, to)
  const posts = generatePosts(random.fork('posts'), people, profile.posts, to)
  const comments = generateComments(random.fork('comments'), { people, posts, count: profile.comments, to })
  const { postLikes, commentLikes } = profile
  const likes = generateLikes(random.fork('likes'), { people, posts, comments, postLikes, commentLikes, to })
  const reposts = generateReposts(random.fork('reposts'), { people, posts, count: profile.reposts, to })
  const views = generateViews(random.fork('views'), { people, posts, count: profile.views, to })
  return { anchor, people, follows, posts, comments, likes, reposts, views }
}
