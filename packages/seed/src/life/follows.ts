import { type Random, ZipfChoice } from '../random.ts'
import type { Follow, Person } from './actions.ts'
import { byTime, later, wakingMoment } from './time.ts'

/** Popular people are followed more (Zipf); nobody follows themselves or anybody twice. */
export function generateFollows(random: Random, people: readonly Person[], count: number, to: Date): Follow[] {
  const popular = random.sample(people, people.length)
  const choice = new ZipfChoice(popular.length, 0.8)
  const pairs = new Set<string>()
  const follows: Follow[] = []
  while (follows.length < count) {
    const follower = random.pick(people)
    const followed = popular[choice.choose(random)]
    if (!followed || follower.id === followed.id || pairs.has(`${follower.id} ${followed.id}`)) continue
    pairs.add(`${follower.id} ${followed.id}`)
    const from = later(follower.createdAt, followed.createdAt)
    follows.push({
      followerId: follower.id,
      userId: followed.id,
      createdAt: wakingMoment(random, { from, to }, follower.utcOffsetHours),
    })
  }
  return follows.sort(byTime((follow) => follow.createdAt))
}
