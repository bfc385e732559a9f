import { beforeAll, expect, test } from 'vitest'
import { ask, ownOrigin, type SmallForum, startSmallForum } from './gateway-under-test.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

const query = 'mutation { tellWhatCame { visitor } }'
const valueOf = (cookies: readonly string[]) => /^forum_visitor=([^;]+)/.exec(cookies[0] ?? '')?.[1] ?? ''

test('a browser gets a visitor cookie with its first answer, and is known by it from the second on', async () => {
  const first = await ask(forum, query, { headers: ownOrigin })
  expect(first.data).toEqual({ tellWhatCame: { visitor: null } })
  expect(first.cookies).toHaveLength(1)
  const cookie = `forum_visitor=${valueOf(first.cookies)}`

  const second = await ask(forum, query, { headers: { ...ownOrigin, cookie } })
  expect(second.data).toEqual({ tellWhatCame: { visitor: valueOf(first.cookies).split('.')[0] } })
  expect(second.cookies).toEqual([])
})

test('a forged one counts as none', async () => {
  const { data, cookies } = await ask(forum, query, { headers: { ...ownOrigin, cookie: 'forum_visitor=me.signed' } })
  expect(data).toEqual({ tellWhatCame: { visitor: null } })
  expect(cookies).toHaveLength(1)
})

test('who reads is told of to nobody: guests share what they read', async () => {
  const { cookies } = await ask(forum, query, { headers: ownOrigin })
  const headers = { ...ownOrigin, cookie: `forum_visitor=${valueOf(cookies)}`, 'user-agent': 'a program' }
  const { data } = await ask(forum, '{ whatCame { visitor clientAddress } }', { headers })
  expect(data).toEqual({ whatCame: { visitor: null, clientAddress: null } })
})

test('programs, other sites and people who are signed in get none', async () => {
  const others: Record<string, string>[] = [
    {},
    { origin: 'https://elsewhere.test' },
    { authorization: 'Bearer ann' },
    { ...ownOrigin, cookie: 'forum_access=ann' },
  ]
  for (const headers of others) expect((await ask(forum, query, { headers })).cookies).toEqual([])
})

test('https sites use the __Host- prefix and Secure', async () => {
  const own = await startSmallForum({ PUBLIC_URL: 'https://forum.test' })
  const { cookies, headers } = await ask(own, query, { headers: { origin: 'https://forum.test' } })
  expect(cookies[0]).toMatch(/^__Host-forum_visitor=.+; Secure$/)
  expect(headers['strict-transport-security']).toContain('max-age')
})
