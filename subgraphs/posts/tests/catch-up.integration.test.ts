import { join } from 'node:path'
import { definitionsByType } from '@forum/events'
import { oldDatabase, testDatabase } from '@forum/testing'
import pg from 'pg'
import { expect, test } from 'vitest'
import { catchUp } from '../src/database/catch-up.ts'

// Rows of the version before are brought over, and its code may go on writing meanwhile.

const numbers = `
  SELECT c.*, p.body, p.body_html, p.visibility, p.created_at, p.updated_at, p.deleted_at
  FROM post_counters c JOIN posts p ON p.id = c.post_id ORDER BY c.post_id`

test('every post and number lives on, everything is found, and look-alike tags are one', async () => {
  const { url, client, migrate } = await oldDatabase('posts', join(import.meta.dirname, 'old-posts.sql'))
  const before = (await client.query(numbers)).rows
  await migrate()

  // An old replica writes between the migration and what brings the rows over: an edit, a deletion, a post.
  await client.query(`UPDATE posts SET title = 'Lighthouse keepers' WHERE id = '01900000-0000-7000-8000-000000000002'`)
  await client.query(`UPDATE posts SET title = title WHERE id = '01900000-0000-7000-8000-000000000001'`)
  await catchUp(url)
  await catchUp(url)

  const after = (await client.query(numbers)).rows
  expect(after.length).toBe(before.length)
  expect(after).toEqual(before)
  const found = async (query: string) => {
    const terms = JSON.stringify([[{ words: query, isExcluded: false }]])
    const { rows } = await client.query<{ number: string }>(
      `SELECT right(post_id::text, 1) AS number FROM post_search WHERE words @@ forum_search_query($1::jsonb) ORDER BY post_id`,
      [terms],
    )
    return rows.map((row) => row.number)
  }
  expect(await found('елка')).toEqual(['1', '2', '4'])
  expect(await found('lighthouse')).toEqual(['2'])
  expect(await found('node')).toEqual(['2', '3'])
  expect(await found('deleted')).toEqual([])
  expect((await client.query('SELECT display_name FROM people_search')).rows).toEqual([{ display_name: 'петр' }])

  const tags = await client.query(`
    SELECT right(t.post_id::text, 1) || ' ' || string_agg(tags.name, ', ' ORDER BY t.position) AS line
    FROM post_tags t JOIN tags ON tags.id = t.tag_id GROUP BY t.post_id ORDER BY t.post_id`)
  expect(tags.rows.map((row) => row.line)).toEqual(['1 елка, garden', '2 елка, dot', '3 node.js', '4 елка'])
  const counts = await client.query(`
    SELECT c.name, c.post_count, (SELECT count(*)::integer FROM post_tags t WHERE t.tag_id = c.tag_id AND listed) AS rows
    FROM tag_counters c ORDER BY c.name`)
  expect(counts.rows.filter((row) => row.post_count !== row.rows)).toEqual([])
  expect(counts.rows.filter((row) => row.post_count > 0).map((row) => [row.name, row.post_count])).toEqual([
    ['dot', 1],
    ['garden', 1],
    ['node.js', 1],
    ['елка', 2],
  ])

  const unwatched = await client.query(`
    SELECT author_id, id FROM posts UNION SELECT author_id, post_id FROM comments WHERE removed_at IS NULL
    EXCEPT SELECT person_id, post_id FROM thread_watches WHERE level = 'WATCH'`)
  expect(unwatched.rows).toEqual([])

  const events = await client.query('SELECT type, topic, key, data FROM outbox ORDER BY seq')
  expect(events.rows.length).toBeGreaterThan(0)
  for (const { type, topic, data } of events.rows) {
    expect([type, topic]).toEqual(['post_updated', 'posts'])
    expect(definitionsByType.get(type)?.schema.safeParse(data).error).toBeUndefined()
  }
  const last = new Map(events.rows.map(({ key, data }) => [String(key).at(-1), data.tags]))
  expect(last.get('1')).toEqual(['елка', 'garden'])
  expect(last.get('2')).toEqual(['елка', 'dot'])
})

test('what was brought over is not gone over again, and what comes later is in search all the same', async () => {
  const { url, client, migrate } = await oldDatabase('posts', join(import.meta.dirname, 'old-posts.sql'))
  await migrate()
  await catchUp(url)
  // Gone over again, they would be put back.
  await client.query('DELETE FROM post_search')
  await client.query('DELETE FROM people_search')
  await catchUp(url)
  const rows = async (table: string) => (await client.query(`SELECT FROM ${table}`)).rowCount
  expect([await rows('post_search'), await rows('people_search')]).toEqual([0, 0])
  await client.query(`UPDATE posts SET title = 'Lighthouse keepers' WHERE id = '01900000-0000-7000-8000-000000000002'`)
  expect(await rows('post_search')).toBe(1)
})

test('a tag has one spelling in SQL as in the service', async () => {
  const { url } = await testDatabase('posts')
  const { tagName } = await import('../src/modules/tags/tag-names.ts')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const names = [
      'Ёлка',
      'ｎｏｄｅ．ｊｓ',
      'a\u00adb\u200bc',
      '\u202dx\u202c',
      'Straße',
      'ﬁne',
      '  two   words ',
      'e\u0308',
      'Йод',
      '①',
      'ЁЁ',
      'a\u00a0b',
      '\u{e0041}tag',
    ]
    const { rows } = await client.query<{ name: string }>(
      'SELECT forum_tag_name(t) AS name FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n',
      [names],
    )
    expect(rows.map((row) => row.name)).toEqual(names.map(tagName))
  } finally {
    await client.end()
  }
})
