import type { ForumNetwork } from '../src/forum-network.ts'
import type { Person, Thing } from '../src/person.ts'

/** A small forum that holds one of everything that a page can show. */
export type World = {
  reader: Person
  author: Person
  admin: Person
  newcomer: Person
  post: Thing
  ownPost: Thing
  deepComment: Thing
}

const russianPost = {
  title: 'Чему меня научила цельная мука',
  tags: ['хлеб', 'базы данных'],
  body: 'Тесту нужно **меньше** внимания, чем пишут в книгах: четыре складывания с перерывом в полчаса.\n\n- мука\n- вода\n\n> Соседка оставила банку.',
}
const englishPost = {
  title: 'Two hundred kilometres and one winter tyre',
  tags: ['cycling', 'travel'],
  body: 'The forecast promised sun.\n\n- [x] tyre\n- [ ] spare tube\n\n## Winter tyre\n\nI carried `two` spare tubes and needed three. [The road](https://example.org) along the river is closed.\n\n| km | tea |\n| -- | -- |\n| 40 | 1 |\n\n```\na line of code that is longer than a telephone is wide, so that it has to scroll by itself\n```',
}

/** Whatever gives no place to break a line, as long as it may be: each page that shows a name, a title, a tag or a text shows these too. */
const unbroken = {
  handle: 'w'.repeat(30),
  displayName: 'Щ'.repeat(50),
  bio: 'Ш'.repeat(200),
  title: 'Щ'.repeat(120),
  tags: ['ш'.repeat(30), 'm'.repeat(30)],
  body: `${'W'.repeat(300)} https://example.org/${'m'.repeat(200)}`,
}

/** Writes it through the gateway, as people would. */
export async function writeWorld(forum: ForumNetwork): Promise<World> {
  const [reader, author, admin, newcomer] = await Promise.all(
    ['reader', 'author', 'overseer', 'newcomer'].map((handle) => forum.person(handle)),
  )
  if (!reader || !author || !admin || !newcomer) throw new Error('four people registered')
  await forum.stores.sql('auth', "UPDATE accounts SET role = 'ADMIN' WHERE handle = $1", ['overseer'])
  await admin.login()

  for (let index = 1; index <= 24; index += 1)
    await author.post({ title: `Note ${index} on tea`, body: `Leaves, water and ${index} minutes.`, tags: ['tea'] })
  const [wide, widePost] = await writeUnbroken(forum)
  await author.post(russianPost)
  const ownPost = await reader.post({ title: 'A post of my own', body: 'Short.', tags: ['own'] })
  await reader.post({ title: 'Seen by me alone', visibility: 'PRIVATE' })
  const post = await author.post(englishPost)

  let parent = await reader.comment(post, 'Which lights survive *salt*?')
  await author.likeComment(parent)
  for (const [index, person] of [author, reader, author, reader, author].entries())
    parent = await person.comment(post, `Answer ${index + 1}, on and on.`, parent)
  await author.comment(post, 'One more thought, at the top.')
  await wide.comment(post, unbroken.body)
  await Promise.all([wide.follow(author), reader.follow(wide), reader.bookmark(widePost), wide.view(widePost)])
  await Promise.all([reader.like(post), reader.bookmark(post), reader.view(post), admin.like(post), admin.repost(post)])
  await Promise.all([reader.follow(author), admin.follow(author), author.follow(reader)])
  await moderate(admin, ownPost)
  await forum.processAll()
  return { reader, author, admin, newcomer, post, ownPost, deepComment: parent }
}

/** For the log: what was done, and undone. */
async function moderate(admin: Person, { id: postId }: Thing): Promise<void> {
  const { act } = await admin.client.mutate<{ act: Thing }>(
    `mutation Remove($input: RemoveContentInput!) { removeContent(input: $input) {
      __typename ... on RemoveContentSuccess { act { id } } ... on Problem { message code } } }`,
    { input: { postId, reason: 'It is not what this place is for, and it says so on the page about it.' } },
  )
  await admin.client.mutate(
    'mutation Undo($input: UndoModerationInput!) { undoModeration(input: $input) { __typename ... on Problem { message code } } }',
    { input: { actId: act.id } },
  )
  for (const mutation of ['lockPost', 'unlockPost'])
    await admin.client.mutate(
      `mutation Lock($postId: ID!) { ${mutation}(input: { postId: $postId }) { __typename ... on Problem { message code } } }`,
      {
        postId,
      },
    )
}

async function writeUnbroken(forum: ForumNetwork): Promise<[Person, Thing]> {
  const { handle, displayName, bio, title, tags, body } = unbroken
  const person = await forum.person(handle)
  await person.client.mutate(
    `mutation Introduce($input: UpdateProfileInput!) { updateProfile(input: $input) {
      __typename ... on Problem { message code } } }`,
    { input: { displayName, bio } },
  )
  return [person, await person.post({ title, tags, body })]
}
