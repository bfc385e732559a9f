import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { all, hrefOf, readXml, textOf } from './read-xml.ts'
import { publicPost, secondPost, writing } from './small-forum.ts'

let now = Date.parse('2026-03-01T12:00:00.500Z')
let addresses = 0
let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum({}, { clock: { now: () => new Date(now) } })
})

const get = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  forum.gateway.inject({ method, url, headers, remoteAddress: `198.19.${(addresses += 1) >> 8}.${addresses & 255}` })
const read = async (url: string) => readXml((await get(url)).body)

describe('a feed', () => {
  test('has what Atom asks of it', async () => {
    const answer = await get('/feed.atom')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'cache-control': 'public, max-age=60',
      vary: 'Accept-Encoding',
    })
    const feed = readXml(answer.body)
    expect([feed.name, feed.attributes.xmlns]).toEqual(['feed', 'http://www.w3.org/2005/Atom'])
    expect(textOf(feed, 'id')).toBe('http://forum.test/feed.atom')
    expect(textOf(feed, 'title')).toBe('Social Forum')
    expect(textOf(feed, 'updated')).toBe('2026-01-02T03:04:05.678Z')
    expect(hrefOf(feed, 'self')).toBe('http://forum.test/feed.atom')
    expect(hrefOf(feed, 'alternate')).toBe('http://forum.test/')
  })

  test('has the newest posts as entries', async () => {
    writing.html = '<p>a &#x26; b <a href="#fn-1">1</a></p>'
    const [entry, ...more] = all(await read('/feed.atom'), 'entry')
    expect(more).toHaveLength(1)
    expect(textOf(entry, 'id')).toBe(`urn:uuid:${publicPost}`)
    expect(textOf(entry, 'title')).toBe('Post "1" </title>')
    expect(textOf(entry, 'published')).toBe('2026-01-01T12:00:00.000Z')
    expect(textOf(entry, 'updated')).toBe('2026-01-02T03:04:05.678Z')
    expect(textOf(entry, 'summary')).toBe('About <script>alert(1)</script>')
    expect(textOf(entry, 'content')).toBe(`<p>a &#x26; b <a href="http://forum.test/p/${publicPost}#fn-1">1</a></p>`)
    expect(all(entry, 'author').map((author) => [textOf(author, 'name'), textOf(author, 'uri')])).toEqual([
      ['Ann <b>', 'http://forum.test/u/ann'],
    ])
    expect(all(entry, 'category').map(({ attributes }) => attributes.term)).toEqual(['node.js', 'a "b" & c'])
    expect(hrefOf(entry, 'alternate')).toBe(`http://forum.test/p/${publicPost}`)
    expect(hrefOf(entry, 'replies')).toBe(`http://forum.test/p/${publicPost}#comments`)
  })

  test('is paged by links', async () => {
    const feed = await read('/t/node.js/feed.atom')
    const next = hrefOf(feed, 'next') ?? ''
    expect(next).toBe('http://forum.test/t/node.js/feed.atom?after=second')
    const second = await read(next)
    expect(textOf(second, 'id')).toBe(textOf(feed, 'id'))
    expect([hrefOf(second, 'self'), hrefOf(second, 'first')]).toEqual([next, hrefOf(feed, 'self')])
    expect([all(second, 'entry'), hrefOf(second, 'next')]).toEqual([[], undefined])
  })

  test.each([
    ['/t/node.js/feed.atom', '/t/node.js', 'node.js · Social Forum'],
    ['/t/Node.JS/feed.atom', '/t/node.js', 'node.js · Social Forum'],
    ['/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8/feed.atom', '/t/%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8', 'книги · Social Forum'],
    ['/t/a%2Fb/feed.atom', '/t/a%2Fb', 'a/b · Social Forum'],
    ['/t/feed.atom/feed.atom', '/t/feed.atom', 'feed.atom · Social Forum'],
    [
      `/t/${encodeURIComponent('я'.repeat(30))}/feed.atom`,
      `/t/${encodeURIComponent('я'.repeat(30))}`,
      `${'я'.repeat(30)} · Social Forum`,
    ],
    ['/u/ann/feed.atom', '/u/ann', 'Ann <b> (@ann · Social Forum)'],
    ['/u/ANN/feed.atom', '/u/ann', 'Ann <b> (@ann · Social Forum)'],
  ])('%s belongs to %s', async (url, page, title) => {
    const feed = await read(url)
    expect(hrefOf(feed, 'alternate')).toBe(`http://forum.test${page}`)
    expect(hrefOf(feed, 'self')).toBe(`http://forum.test${page}/feed.atom`)
    expect(textOf(feed, 'title')).toBe(title)
    expect(all(feed, 'entry')).toHaveLength(2)
  })

  test('of a tag without posts is empty, as its page is', async () => {
    const feed = await read('/t/unused/feed.atom')
    expect([textOf(feed, 'updated'), all(feed, 'entry')]).toEqual(['1970-01-01T00:00:00.000Z', []])
  })

  test('of nobody is 404', async () => {
    expect((await get('/u/nobody/feed.atom')).statusCode).toBe(404)
    expect((await get(`/u/${'x'.repeat(99)}/feed.atom`)).statusCode).toBe(404)
  })

  test.each(['x', '', '%00', 'a'.repeat(1_000), 'a'.repeat(5_000), '%F0%9F%98%80', 'second&after=second'])(
    'after "%s" is 400',
    async (after) => {
      const { statusCode, headers } = await get(`/feed.atom?after=${after}`)
      expect([statusCode, headers['cache-control']]).toEqual([400, 'no-store'])
    },
  )

  test('whose texts are too long for one answer has summaries alone', async () => {
    writing.isTooLong = true
    const [entry] = all(await read('/feed.atom'), 'entry')
    expect([textOf(entry, 'content'), textOf(entry, 'summary')]).toEqual([undefined, 'About <script>alert(1)</script>'])
    writing.isTooLong = false
  })

  test('is well-formed when people write what XML cannot hold', async () => {
    Object.assign(writing, { title: 'a\u0000b\u001b\ufffe ]]> &amp;', html: '<p>\u0008</p>' })
    const [entry] = all(await read('/feed.atom'), 'entry')
    expect([textOf(entry, 'title'), textOf(entry, 'content')]).toEqual(['ab ]]> &amp;', '<p></p>'])
    Object.assign(writing, { title: '', html: '<p>…</p>' })
  })

  test('is what a guest sees, whatever comes along', async () => {
    const guest = await get('/feed.atom')
    const own = await get('/feed.atom', {
      cookie: 'forum_access=ann; forum_refresh=x',
      authorization: 'Bearer expired',
    })
    expect([own.statusCode, own.body]).toEqual([200, guest.body])
    expect(own.headers['set-cookie']).toBeUndefined()
  })

  test('is not there while a part of the forum is away, rather than empty', async () => {
    const other = await startSmallForum()
    await other.subgraphs.auth.close()
    const { statusCode, headers } = await other.gateway.inject('/feed.atom')
    expect([statusCode, headers['retry-after'], headers['cache-control']]).toEqual([503, '5', 'no-store'])
    await other.subgraphs.posts.close()
    expect((await other.gateway.inject('/t/node.js/feed.atom')).statusCode).toBe(503)
  })

  test('costs its caller', async () => {
    const from = (remoteAddress: string) => forum.gateway.inject({ url: '/feed.atom', remoteAddress })
    const statuses = await Promise.all(
      Array.from({ length: 80 }, () => from('198.20.0.1').then((one) => one.statusCode)),
    )
    expect(statuses).toContain(429)
    expect((await from('198.20.1.1')).statusCode).toBe(200)
  })
})

describe('conditional requests', () => {
  test('HEAD has the headers and no body', async () => {
    const [head, whole] = [await get('/feed.atom', {}, 'HEAD'), await get('/feed.atom')]
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', whole.headers.etag])
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.body)))
  })

  test('by tag, plain and compressed, which are different bytes', async () => {
    writing.html = 'a text '.repeat(500)
    const plain = await get('/feed.atom')
    const compressed = await get('/feed.atom', { 'accept-encoding': 'gzip' })
    expect(gunzipSync(compressed.rawPayload).toString()).toBe(plain.body)
    const tags = [plain.headers.etag, compressed.headers.etag].map(String)
    expect(new Set(tags).size).toBe(2)
    for (const tag of [...tags, `W/${tags[0]}`, `"other", ${tags[1]}`, '*']) {
      const again = await get('/feed.atom', { 'if-none-match': tag, 'accept-encoding': 'gzip' })
      expect([again.statusCode, again.body, again.headers['cache-control']]).toEqual([304, '', 'public, max-age=60'])
      expect(again.headers.vary).toBe('Accept-Encoding')
      expect(tags).toContain(again.headers.etag)
    }
    expect((await get('/feed.atom', { 'if-none-match': '"other"' })).statusCode).toBe(200)
  })

  test('by date, which moves with every change, also when a post leaves', async () => {
    const dateOf = async () => String((await get('/feed.atom')).headers['last-modified'])
    const at = async (date: string) => (await get('/feed.atom', { 'if-modified-since': date })).statusCode
    now += 10_000
    const before = await dateOf()
    expect(await at(before)).toBe(304)
    expect(await at('not a date')).toBe(200)
    expect((await get('/feed.atom', { 'if-modified-since': before, 'if-none-match': '"other"' })).statusCode).toBe(200)
    writing.hidden.add(secondPost)
    expect(await at(before)).toBe(200)
    writing.hidden.clear()
    // Two changes in one second: the newer one's date would lie ahead, so none is said.
    expect(await dateOf()).toBe('undefined')
    now += 10_000
    const after = await dateOf()
    expect(Date.parse(after)).toBeGreaterThan(Date.parse(before))
    expect([await at(after), await at(before)]).toEqual([304, 200])
  })

  test('a post that turned private is gone, for whoever asks by tag too', async () => {
    const before = await get('/feed.atom')
    writing.hidden.add(publicPost)
    const after = await get('/feed.atom', { 'if-none-match': String(before.headers.etag) })
    expect([after.statusCode, after.body.includes(publicPost)]).toEqual([200, false])
    writing.hidden.clear()
  })
})
