import { createMetrics } from '@forum/service-kit'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { privatePost, publicPost, written } from './small-forum.ts'

let forum: SmallForum
let asked = 0
const metrics = createMetrics('gateway')
beforeAll(async () => {
  forum = await startSmallForum({}, { metrics })
})

type Method = 'GET' | 'HEAD'
/** From an address that nobody has asked from yet, unless it says which. */
const get = (
  url: string,
  headers: Record<string, string> = {},
  { method = 'GET', address = '' }: { method?: Method; address?: string } = {},
) =>
  forum.gateway.inject({
    method,
    url,
    headers,
    remoteAddress: address || `198.19.${((asked += 1)) >> 8}.${asked & 255}`,
  })

/** Where a post's picture is now: any version leads there. */
async function addressOf(id: string): Promise<string> {
  const { statusCode, headers } = await get(`/p/${id}/picture-old.png`)
  expect(statusCode).toBe(302)
  return String(headers.location)
}

const own = '01900000-0000-7000-8000-000000000777'
const count = async (outcome: string): Promise<number> => {
  const { values } = (await metrics.getSingleMetric('forum_gateway_pictures_total')?.get()) ?? { values: [] }
  return values.find(({ labels }) => labels.outcome === outcome)?.value ?? 0
}

describe('the picture of a public post', () => {
  test('is a PNG of 1200×630 that caches ask about again after five minutes', async () => {
    const answer = await get(await addressOf(publicPost))
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=300, must-revalidate',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.rawPayload.readUInt32BE(16)).toBe(1200)
    expect(answer.rawPayload.readUInt32BE(20)).toBe(630)
  })

  test('is not sent again to who has it', async () => {
    const address = await addressOf(publicPost)
    const { etag = '' } = (await get(address)).headers
    for (const known of [String(etag), `W/${etag}`, `"other", ${etag}`]) {
      const answer = await get(address, { 'if-none-match': known })
      expect(answer.statusCode).toBe(304)
      expect(answer.body).toBe('')
    }
    expect((await get(address, { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  test('has the same headers for HEAD', async () => {
    const address = await addressOf(publicPost)
    const [whole, head] = [await get(address), await get(address, {}, { method: 'HEAD' })]
    expect(head.statusCode).toBe(200)
    expect(head.headers['content-length']).toBe(whole.headers['content-length'])
    expect(head.headers.etag).toBe(whole.headers.etag)
    expect(head.rawPayload).toHaveLength(0)
  })

  test('has a new address when what is seen changes, and the old one leads to it; an edit of the body changes nothing', async () => {
    written.set(own, { title: 'First', visibility: 'PUBLIC' })
    const first = await addressOf(own)
    written.set(own, { title: 'First', visibility: 'PUBLIC', body: 'more' })
    expect(await addressOf(own)).toBe(first)
    written.set(own, { title: 'Second', visibility: 'PUBLIC' })
    const moved = await get(first)
    expect(moved.statusCode).toBe(302)
    expect(moved.headers.location).not.toBe(first)
    expect((await get(String(moved.headers.location))).statusCode).toBe(200)
  })

  test('is drawn once for a hundred who ask at the same time', async () => {
    written.set(own, { title: 'Asked for a hundred times', visibility: 'PUBLIC' })
    const address = await addressOf(own)
    const before = await count('miss')
    const answers = await Promise.all(Array.from({ length: 100 }, () => get(address)))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ rawPayload }) => rawPayload.toString('base64'))).size).toBe(1)
    expect((await count('miss')) - before).toBe(1)
  })
})

test('the head of a post’s page names its picture as it is now; other pages have none', async () => {
  const { body } = await get(`/p/${publicPost}`)
  const address = /<meta property="og:image" content="http:\/\/forum\.test([^"]+)">/.exec(body)?.[1]
  expect(address).toBe(await addressOf(publicPost))
  expect(body).toContain('<meta property="og:image:width" content="1200">')
  expect(body).toContain('<meta property="og:image:height" content="630">')
  expect(body).toContain('<meta property="og:image:alt" content="Post &quot;1&quot; &lt;/title&gt; · Ann &lt;b&gt;">')
  expect(body).toContain('<meta name="twitter:card" content="summary_large_image">')
  for (const path of ['/u/ann', `/p/${privatePost}`]) expect((await get(path)).body).not.toContain('og:image')
})

describe('what is not public', () => {
  test('a private post has no picture, as one that does not exist, whoever’s cookies come along', async () => {
    const cookie = { cookie: 'forum_access=ann; forum_refresh=refresh', authorization: 'Bearer ann' }
    const answers = [
      await get(`/p/${privatePost}/picture-x.png`, cookie),
      await get('/p/01900000-0000-7000-8000-000000000999/picture-x.png', cookie),
    ].map(({ statusCode, headers, json }) => ({
      statusCode,
      caching: headers['cache-control'],
      location: headers.location,
      etag: headers.etag,
      message: json().message,
    }))
    expect(answers[0]).toEqual({ statusCode: 404, caching: 'no-store', message: 'There is nothing here.' })
    expect(answers[1]).toEqual(answers[0])
  })

  test('a post that turned private is not served from what is kept, not even as unchanged, and is again when it turned back', async () => {
    written.set(own, { title: 'A secret', visibility: 'PRIVATE' })
    expect((await get(`/p/${own}/picture-x.png`)).statusCode).toBe(404)
    written.set(own, { title: 'A secret', visibility: 'PUBLIC' })
    const address = await addressOf(own)
    const { headers, rawPayload } = await get(address)
    written.set(own, { title: 'A secret', visibility: 'PRIVATE' })
    for (const known of ['"none"', String(headers.etag)]) {
      const hidden = await get(address, { 'if-none-match': known })
      expect(hidden.statusCode).toBe(404)
      expect(hidden.headers.etag).toBeUndefined()
      expect(hidden.body).not.toContain('secret')
    }
    written.set(own, { title: 'A secret', visibility: 'PUBLIC' })
    const before = await count('miss')
    expect((await get(address)).rawPayload.equals(rawPayload)).toBe(true)
    expect(await count('miss')).toBe(before)
  })

  test.each(['7', 'x'.repeat(36), '..', '%00', '%D0%AF', "'; drop table posts", publicPost.slice(1)])(
    'garbage for an id has no picture: %s',
    async (id) => {
      expect((await get(`/p/${encodeURI(id)}/picture-x.png`)).statusCode).toBe(404)
    },
  )
})

test('an address that asks for too many is told to wait, and costs others nothing', async () => {
  const address = await addressOf(publicPost)
  const answers = await Promise.all(Array.from({ length: 400 }, () => get(address, {}, { address: '198.51.100.7' })))
  const refused = answers.filter(({ statusCode }) => statusCode === 429)
  expect(refused.length).toBeGreaterThan(0)
  for (const { headers } of refused) expect(headers['retry-after']).toBeDefined()
  expect((await get(address)).statusCode).toBe(200)
})

test('nothing is drawn without its author’s name while that cannot be asked', async () => {
  const lonely = await startSmallForum()
  await lonely.subgraphs.auth.close()
  const answer = await lonely.gateway.inject(`/p/${publicPost}/picture-x.png`)
  expect(answer.statusCode).toBe(503)
  expect(answer.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' })
})
