import { type Random, ZipfChoice } from '../random.ts'
import { composeArticle } from '../text/compose.ts'
import type { Person, Post } from './actions.ts'
import { byTime, wakingMoment } from './time.ts'

/** A few people write much, most write little (Zipf); one post in sixty is private. */
export function generatePosts(random: Random, people: readonly Person[], count: number, to: Date): Post[] {
  const writers = random.sample(people, people.length)
  const choice = new ZipfChoice(writers.length, 0.7)
  const posts: Post[] = []
  while (posts.length < count) {
    const author = writers[choice.choose(random)]
    if (!author) continue
    const { topic, title, body, tags } = composeArticle(random, author.language)
    const createdAt = wakingMoment(random, { from: author.createdAt, to }, author.utcOffsetHours)
    const visibility = random.chance(1 / 60) ? 'PRIVATE' : 'PUBLIC'
    posts.push({
      id: random.uuid(createdAt),
      authorId: author.id,
      title,
      body,
      tags,
      visibility,
      createdAt,
      language: author.language,
      topic: topic.name,
    })
  }
  return posts.sort(byTime((post) => post.createdAt))
}
