import { gunzipSync } from 'node:zlib'
import { getIntrospectionQuery } from 'graphql'
import { expect, test } from 'vitest'
import { startSmallForum } from './gateway-under-test.ts'

const forum = await startSmallForum()

const large = getIntrospectionQuery()
const ask = (query: string, encoding: string | undefined) =>
  forum.gateway.inject({
    method: 'POST',
    url: '/graphql',
    headers: encoding === undefined ? {} : { 'accept-encoding': encoding },
    payload: { query },
  })

test.each(['gzip', 'gzip, deflate, br, zstd', 'br;q=1.0, GZIP;q=0.5', 'identity, gzip;q=0.001'])(
  'a large answer is compressed for who accepts %s',
  async (encoding) => {
    const [answer, plain] = await Promise.all([ask(large, encoding), ask(large, undefined)])
    expect(answer.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Origin, Accept-Encoding' })
    expect(gunzipSync(answer.rawPayload).toString()).toBe(plain.body)
    expect(answer.rawPayload.length).toBeLessThan(plain.body.length / 4)
  },
)

test.each([undefined, '', 'br', 'gzip;q=0', 'gzip; q=0.000', 'notgzip', 'gzipped'])(
  'and for nobody else: %s',
  async (encoding) => {
    const answer = await ask(large, encoding)
    expect(answer.headers['content-encoding']).toBeUndefined()
    expect(answer.json().data.__schema).toBeDefined()
  },
)

test('a small one is left as it is', async () => {
  expect((await ask('{ statsAsOf }', 'gzip')).headers['content-encoding']).toBeUndefined()
})

test('what a mutation answers is never compressed, however large it is', async () => {
  const names = Array.from({ length: 30 }, (_none, index) => `${'a'.repeat(60)}${index}: id`).join(' ')
  const query = `mutation { login(input: { login: "ann", password: "p" }) { ... on LoginSuccess { viewer { ${names} } } } }`
  const answer = await ask(query, 'gzip')
  expect(answer.body.length).toBeGreaterThan(2_000)
  expect(answer.headers['content-encoding']).toBeUndefined()
})
