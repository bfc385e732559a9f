import { randomUUID } from 'node:crypto'
import type { Person } from './person.ts'

const hourMs = 3_600_000

/** Three posts of people who have been here for long, and what others did with them today, in the order in which they are hot. */
export async function seedHot(admin: Person): Promise<{ id: string; title: string }[]> {
  const mark = randomUUID().slice(0, 8)
  const ago = (hours: number) => new Date(Date.now() - hours * hourMs).toISOString()
  const users = ['one', 'two', 'three', 'four'].map((name) => ({
    id: randomUUID(),
    handle: `${name}_${mark}`,
    displayName: `${name} ${mark}`,
    createdAt: ago(240),
  }))
  const [one, two, three, four] = users.map(({ id }) => id)
  const post = (title: string, authorId: string | undefined, hours: number) => ({
    ...{ id: randomUUID(), title: `${title} ${mark}`, body: 'Warm words.', authorId, createdAt: ago(hours) },
  })
  const [warmest, warm, cooling] = [post('Warmest', one, 20), post('Warm', one, 3), post('Cooling', two, 30)]
  const react = (userId: string | undefined, { id: postId }: { id: string }) => ({ userId, postId, createdAt: ago(1) })
  const say = (authorId: string | undefined, to: { id: string }) => ({
    ...{ id: randomUUID(), postId: to.id, authorId, body: 'And so say I.', createdAt: ago(2) },
  })
  const content = {
    posts: [warmest, warm, cooling],
    comments: [say(three, warmest), say(one, cooling), say(three, cooling), say(three, cooling)],
    likes: [...[two, three, four].map((user) => react(user, warmest)), react(two, warm), react(one, warm)],
    reposts: [react(four, warmest)],
  }
  await admin.client.mutate(
    `mutation SeedUsers($input: SeedUsersInput!) { seedUsers(input: $input) { __typename ... on SeedUsersSuccess { created } ... on Problem { message code } } }`,
    { input: { users } },
  )
  await admin.client.mutate(
    `mutation SeedContent($input: SeedContentInput!) { seedContent(input: $input) { __typename ... on SeedContentSuccess { created } ... on Problem { message code } } }`,
    { input: content },
  )
  return [warmest, warm, cooling].map(({ id, title }) => ({ id, title }))
}
