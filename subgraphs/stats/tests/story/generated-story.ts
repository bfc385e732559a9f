import type { CatalogueEvent, ViewSource } from '@forum/events'
import fc from 'fast-check'
import { ForumStory } from './forum-story.ts'

// Few, so that what happens often happens to the same ones again; enough that the last event of a log does not touch everybody.
export const people = ['ann', 'bob', 'cem', 'dan', 'eve']
export const posts = ['p1', 'p2', 'p3', 'p4']
const comments = ['c1', 'c2', 'c3', 'c4']
const begin = new Date('2026-10-23T00:00:00.000Z').getTime()

const person = fc.constantFrom(...people)
const post = fc.constantFrom(...posts)
const comment = fc.constantFrom(...comments)
const thing = fc.oneof(post, comment)
const visibility = fc.constantFrom('PUBLIC' as const, 'PRIVATE' as const)
const source = fc.constantFrom<ViewSource[]>('FEED', 'SEARCH', 'LINK')

type Act = (story: ForumStory) => ForumStory
const act = <Given extends unknown[]>(
  given: fc.Arbitrary<Given>,
  tell: (story: ForumStory, ...given: Given) => ForumStory,
) =>
  given.map(
    (values): Act =>
      (story) =>
        tell(story, ...values),
  )

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 10, arbitrary: act(fc.tuple(person, thing), (story, who, what) => story.flipLike(who, what)) },
  { weight: 3, arbitrary: act(fc.tuple(person, post), (story, who, what) => story.flipRepost(who, what)) },
  { weight: 3, arbitrary: act(fc.tuple(person, person), (story, who, whom) => story.flipFollow(who, whom)) },
  {
    weight: 3,
    arbitrary: act(fc.tuple(person, post, source, fc.boolean()), (story, who, what, from, member) =>
      story.view(who, what, from, member),
    ),
  },
  { weight: 4, arbitrary: act(fc.tuple(post, visibility), (story, what, seen) => story.edit(what, seen)) },
  { weight: 1, arbitrary: act(fc.tuple(post), (story, what) => story.deletePost(what)) },
  { weight: 2, arbitrary: act(fc.tuple(post), (story, what) => story.restorePost(what)) },
  { weight: 1, arbitrary: act(fc.tuple(comment), (story, what) => story.deleteComment(what)) },
  { weight: 4, arbitrary: act(fc.tuple(thing), (story, what) => story.remove(what)) },
  { weight: 4, arbitrary: act(fc.tuple(thing), (story, what) => story.restore(what)) },
  { weight: 1, arbitrary: act(fc.tuple(person), (story, who) => story.login(who)) },
)

/** What Auth and Posts would send over four days in which the people, posts and comments above meet. */
export const log: fc.Arbitrary<CatalogueEvent[]> = fc
  .array(fc.tuple(acts, fc.integer({ min: 0, max: 4 * 24 * 60 })), { minLength: 25, maxLength: 40, size: 'max' })
  .map((told) => {
    const story = new ForumStory(new Date(begin))
    for (const name of people) story.register(name)
    for (const [index, name] of posts.entries()) {
      story.post(people[index] ?? '', name, index % 2 ? 'PRIVATE' : 'PUBLIC')
      story.comment(people[index + 1] ?? '', comments[index] ?? '', name)
    }
    for (const [happens, minutes] of told) happens(story.at(new Date(begin + minutes * 60_000)))
    return story.events
  })

/** The same events in another order; `order` gives each a place. */
export function shuffled(events: readonly CatalogueEvent[], order: readonly number[]): CatalogueEvent[] {
  return events
    .map((event, index) => ({ event, place: order[index % order.length] ?? 0 }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ event }) => event)
}

/** Cut into batches of these sizes, again and again. */
export function batchesOf(events: readonly CatalogueEvent[], sizes: readonly number[]): CatalogueEvent[][] {
  const batches: CatalogueEvent[][] = []
  for (let from = 0; from < events.length; ) {
    const size = sizes[batches.length % sizes.length] ?? 1
    batches.push(events.slice(from, from + size))
    from += size
  }
  return batches
}
