import type { CatalogueEvent } from '@forum/events'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import {
  countByAuthor,
  countLikesOfComments,
  countOfPosts,
  countOfUsers,
  statesOfComments,
  statesOfPosts,
  tellOfComments,
  tellOfPosts,
} from './counts.ts'
import { insertOfPeople, insertStates } from './insert.ts'
import { relatedUsers } from './related-users.ts'
import { type Touched, touchedBy, touchedByAuthor } from './touched.ts'

/**
 * Works a batch off: events -> rows -> insert -> touched keys -> counts. Nothing in it depends on the order or number of times that events
 * come: rows replace by version, sets ignore what they hold, and what is counted is counted after the insert from all that there is.
 */
export async function processBatch(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  await countPosts(clickhouse, events)
  await countPeople(clickhouse, events)
}

/** The first part: the states that the events tell of, and the counts of posts. */
export async function countPosts(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  await insertStates(clickhouse, events)
  const { posts } = touchedBy(events)
  await Promise.all([
    countOfPosts(clickhouse, 'views', posts.views),
    countOfPosts(clickhouse, 'likes', posts.likes),
    countOfPosts(clickhouse, 'comments', posts.comments),
    countOfPosts(clickhouse, 'reposts', posts.reposts),
  ])
}

/**
 * The second part, of one or many batches whose first part is done: what hangs on the state of posts and comments, people's counts, and the log of
 * what they did. A state is read after the insert, so of a like and the change of its post at once one sees the other.
 */
export async function countPeople(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  const touched = touchedBy(events)
  const { postStates, commentStates, likedComments, users } = touched
  const [ofPosts, ofComments] = await Promise.all([
    statesOfPosts(clickhouse, postsMentioned(touched)),
    statesOfComments(clickhouse, new Map([...commentStates, ...likedComments])),
  ])
  await Promise.all([
    insertOfPeople(clickhouse, events, { posts: ofPosts, comments: ofComments }),
    countByAuthor(clickhouse, touchedByAuthor(touched)),
    countLikesOfComments(clickhouse, likedComments),
    tellOfPosts(clickhouse, new Map([...ofPosts].filter(([post]) => postStates.has(post)))),
    tellOfComments(clickhouse, new Map([...ofComments].filter(([id]) => commentStates.has(id))), commentStates),
  ])
  await Promise.all([
    countOfUsers(clickhouse, 'posts', users.posts),
    countOfUsers(clickhouse, 'comments', users.comments),
    countOfUsers(clickhouse, 'likes', users.likes),
    countOfUsers(clickhouse, 'followers', users.followers),
  ])
  for await (const related of relatedUsers(clickhouse, touched)) {
    await countOfUsers(clickhouse, 'comments', related.difference(users.comments))
    await countOfUsers(clickhouse, 'likes', related.difference(users.likes))
  }
}

/** Those that changed, and those of what was said and liked. */
function postsMentioned({ postStates, posts, commentStates, likedComments }: Touched): Set<string> {
  return postStates.union(posts.likes).union(new Set([...commentStates.values(), ...likedComments.values()]))
}
