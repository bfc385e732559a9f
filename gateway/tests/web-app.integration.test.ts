import { beforeAll, describe, expect, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { privatePost, publicPost } from './small-forum.ts'

let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum()
})

const get = (url: string, headers: Record<string, string> = {}) => forum.gateway.inject({ method: 'GET', url, headers })

describe('assets', () => {
  test.each([
    ['br, gzip', 'br', 'brotli\n'],
    ['gzip', 'gzip', 'gzip\n'],
    ['gzip, br;q=0', 'gzip', 'gzip\n'],
    ['identity', undefined, "console.log('app')\n"],
  ])('for Accept-Encoding "%s" are %s', async (accepted, encoding, body) => {
    const answer = await get('/assets/app-1a2b3c4d.js', { 'accept-encoding': accepted })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['content-type']).toMatch(/javascript/)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.vary).toMatch(/accept-encoding/i)
    expect(answer.body).toBe(body)
  })

  test('that do not exist are 404 and no page', async () => {
    const answer = await get('/assets/app-00000000.js', { accept: 'text/html' })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-type']).toMatch(/json/)
  })

  test.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/operations.json',
    '/assets/app-1a2b3c4d.js.br',
  ])('%s is not served', async (path) => {
    expect((await get(path)).statusCode).toBe(404)
  })

  test('that are not hashed are not kept for ever', async () => {
    const { headers } = await get('/manifest.webmanifest')
    expect(headers['cache-control']).toBe('public, max-age=3600')
    expect(headers['content-type']).toMatch(/^application\/manifest\+json/)
  })
})

describe('pages', () => {
  test('a public post has its words, its head and what it was written from, escaped', async () => {
    const { statusCode, body, headers } = await get(`/p/${publicPost}`)
    expect(statusCode).toBe(200)
    expect(body).toContain('<div id="root"><main>Post "1" &lt;/title></main></div>')
    expect(body).toContain('<title>Post &quot;1&quot; &lt;/title&gt; · Social Forum</title>')
    expect(body).toContain('<meta property="og:description" content="About &lt;script&gt;alert(1)&lt;/script&gt;">')
    expect(body).toContain(`<link rel="canonical" href="http://forum.test/p/${publicPost}">`)
    expect(body).toContain('<link rel="stylesheet" crossorigin href="/assets/page.css">')
    expect(body).not.toContain('<script>alert')
    expect(body).not.toContain('<noscript>')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['set-cookie']).toBeUndefined()
    const { data } = writtenIn(body)
    expect(data).toMatchObject({ post: { id: publicPost, title: 'Post "1" </title>' } })
  })

  test('the text of a block ends no block', async () => {
    const { body } = await get(`/p/${publicPost}`)
    const blocks = body.match(/<script type="application\/(?:ld\+)?json"[^>]*>.*?<\/script>/gs) ?? []
    expect(blocks).toHaveLength(2)
    for (const block of blocks) expect(block.slice(1)).not.toContain('</title')
  })

  test('a comment’s page is the post’s own for who quotes it', async () => {
    const { body } = await get(`/p/${publicPost}/c/7`)
    expect(body).toContain(`<meta property="og:url" content="http://forum.test/p/${publicPost}">`)
  })

  test('a profile has its name', async () => {
    expect((await get('/u/ann')).body).toContain('<title>Ann &lt;b&gt; (@ann) · Social Forum</title>')
  })

  test('a private post looks as one that does not exist, whoever’s cookies come along', async () => {
    const cookie = { cookie: 'forum_access=ann; forum_refresh=refresh' }
    const [hidden, absent] = [
      await get(`/p/${privatePost}`, cookie),
      await get('/p/01900000-0000-7000-8000-000000000999'),
    ]
    expect(hidden.statusCode).toBe(404)
    expect(absent.statusCode).toBe(404)
    const bare = (body: string) => body.replace(/"writtenAt":\d+/, '')
    expect(bare(hidden.body)).toBe(bare(absent.body))
    expect(hidden.body).toContain('<meta name="robots" content="noindex">')
  })

  test.each([
    ['/', 200, 'written'],
    ['/?utm_source=x', 200, 'written'],
    ['/settings', 200, 'drawn'],
    ['/settings/', 200, 'drawn'],
    ['/nothing/here', 404, 'drawn'],
    ['/p/not-an-id', 404, 'written'],
    ['/u/nobody', 404, 'written'],
    ['/t/c%2B%2B', 200, 'written'],
    [`/p/${publicPost}?reply=7`, 200, 'drawn'],
    [`/?after=${'x'.repeat(2_000)}`, 200, 'drawn'],
  ])('%s is the app with status %i, %s', async (path, status, how) => {
    const answer = await get(path, { 'user-agent': 'curl/8' })
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain('<div id="root">')
    expect(answer.body.includes('id="written-page"')).toBe(how === 'written')
  })

  test.each([
    [{ cookie: 'a=b; forum.language=ru', 'accept-language': 'en' }, 'ru'],
    [{ cookie: 'forum.language=ru' }, 'ru'],
    [{ cookie: 'forum.language=de', 'accept-language': 'de, ru;q=0.5, en;q=0.2' }, 'ru'],
    [{ 'accept-language': 'ru;q=0, en' }, 'en'],
    [{ 'accept-language': 'fr' }, 'en'],
    [{}, 'en'],
  ])('%j reads %s', async (headers, language) => {
    const answer = await get('/', headers)
    expect(answer.body).toContain(`<html lang="${language}" data-written>`)
    expect(answer.headers.vary).toMatch(/Cookie, Accept-Language/)
  })

  test('what has not changed is not sent again', async () => {
    const { headers } = await get('/u/ann')
    const again = await get('/u/ann', { 'if-none-match': String(headers.etag) })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test('are sent as the browser takes them', async () => {
    const answer = await get(`/p/${publicPost}`, { 'accept-encoding': 'gzip' })
    expect(answer.headers.vary).toMatch(/Accept-Encoding/)
  })

  test('have a strict Content-Security-Policy', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  test('are written with what there is while a subgraph is away, and asked for anew by the browser', async () => {
    const own = await startSmallForum()
    await own.subgraphs.posts.close()
    const answer = await own.gateway.inject({ url: `/p/${publicPost}`, headers: { 'user-agent': 'Googlebot' } })
    expect(answer.statusCode).toBe(200)
    expect(writtenIn(answer.body).data).toBeNull()
  })

  test('that cannot be drawn are left to the browser; one without scripts is sent on to wait', async () => {
    const answer = await get('/t/broken')
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain('written-page')
    expect(answer.body).toContain('<meta http-equiv="refresh" content="0; url=/t/broken?scripts=off">')
    expect((await get('/t/broken?scripts=off')).body).not.toContain('http-equiv')
  })

  test('with no patience browsers draw every page, and who runs no scripts is written to', async () => {
    const own = await startSmallForum({ PAGE_PATIENCE_MS: 0 })
    const read = async (url: string, agent: string) =>
      (await own.gateway.inject({ url, headers: { 'user-agent': agent } })).body.includes('written-page')
    const browser = 'Mozilla/5.0 (X11; Linux x64) HeadlessChrome/150.0 Safari/537.36'
    expect(await read('/u/ann', 'Mozilla/5.0 (compatible; YandexBot/3.0)')).toBe(true)
    expect(await read('/?scripts=off', browser)).toBe(true)
    expect(await read('/', browser), 'though it is kept').toBe(false)
  })

  test('a page that never ends stops no other', async () => {
    const own = await startSmallForum({ PAGE_PATIENCE_MS: 1 })
    const late = await own.gateway.inject({ url: '/t/endless' })
    expect(late.statusCode).toBe(200)
    expect(late.body).not.toContain('written-page')
    expect(late.body).toContain('<meta http-equiv="refresh" content="0; url=/t/endless?scripts=off">')
    expect((await own.gateway.inject({ url: '/settings' })).statusCode).toBe(200)
  })

  test('are for reading only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const answer = await forum.gateway.inject({ method, url: '/settings' })
      expect(answer.statusCode).toBe(404)
    }
  })

  test('the half of the app that writes them is not served', async () => {
    expect((await get('/server/render-page.js')).statusCode).toBe(404)
  })
})

const writtenIn = (body: string): { data: unknown } =>
  JSON.parse(/<script type="application\/json" id="written-page">(.*?)<\/script>/s.exec(body)?.[1] ?? 'null')
