import { type Random, zipfShares } from '../random.ts'
import type { Comment, Like, Person, Post, Repost } from './actions.ts'
import { byTime, day, later, soonAfter } from './time.ts'

type Reaction = { readonly userId: string; readonly createdAt: Date }
type Subject = { readonly id: string; readonly authorId: string; readonly createdAt: Date }

/** Distinct people react to each subject, a few subjects get most of it (Zipf), nobody to their own. */
function react(
  random: Random,
  { people, subjects, count, to }: { people: readonly Person[]; subjects: readonly Subject[]; count: number; to: Date },
): (Reaction & { subjectId: string })[] {
  const order = random.sample(subjects, subjects.length)
  const shares = zipfShares(count, order.length, Math.max(1, Math.floor(people.length * 0.6)), 0.8)
  return order.flatMap((subject, index) => {
    const others = people.filter((person) => person.id !== subject.authorId)
    return random.sample(others, shares[index] ?? 0).map((person) => ({
      subjectId: subject.id,
      userId: person.id,
      createdAt: soonAfter(random, later(person.createdAt, subject.createdAt), to, 2 * day, person.utcOffsetHours),
    }))
  })
}

export function generateLikes(
  random: Random,
  life: {
    people: readonly Person[]
    posts: readonly Post[]
    comments: readonly Comment[]
    postLikes: number
    commentLikes: number
    to: Date
  },
): Like[] {
  const { people, to } = life
  const subjects = life.posts.filter((post) => post.visibility === 'PUBLIC')
  const ofPosts = react(random.fork('posts'), { people, subjects, count: life.postLikes, to })
  const ofComments = react(random.fork('comments'), { people, subjects: life.comments, count: life.commentLikes, to })
  const likes: Like[] = [
    ...ofPosts.map(({ subjectId, ...like }) => ({ ...like, postId: subjectId, commentId: null })),
    ...ofComments.map(({ subjectId, ...like }) => ({ ...like, postId: null, commentId: subjectId })),
  ]
  return likes.sort(byTime((like) => like.createdAt))
}

export function generateReposts(
  random: Random,
  life: { people: readonly Person[]; posts: readonly Post[]; count: number; to: Date },
): Repost[] {
  const { people, count, to } = life
  const subjects = life.posts.filter((post) => post.visibility === 'PUBLIC')
  return react(random, { people, subjects, count, to })
    .map(({ subjectId, ...repost }) => ({ ...repost, postId: subjectId }))
    .sort(byTime((repost) => repost.createdAt))
}
