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
  test('a public post has its title and Open Graph tags, escaped', async () => {
    const { statusCode, body, headers } = await get(`/p/${publicPost}`)
    expect(statusCode).toBe(200)
    expect(body).toContain('<title>Post &quot;1&quot; &lt;/title&gt; · Social Forum</title>')
    expect(body).toContain('<meta property="og:description" content="About &lt;script&gt;alert(1)&lt;/script&gt;">')
    expect(body).toContain(`<meta property="og:url" content="http://forum.test/p/${publicPost}">`)
    expect(body).not.toContain('<script>alert')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers['set-cookie']).toBeUndefined()
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
    expect(hidden.body).toBe(absent.body)
  })

  test.each([
    ['/', 200],
    ['/settings', 200],
    ['/settings/', 200],
    ['/nothing/here', 404],
    ['/p/not-an-id', 200],
    ['/u/nobody', 404],
  ])('%s is the app with status %i', async (path, status) => {
    const answer = await get(path)
    expect(answer.statusCode).toBe(status)
    expect(answer.body).toContain('<div id="root">')
  })

  test('have a strict Content-Security-Policy', async () => {
    const policy = String((await get('/')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  test('are served without their head while a subgraph is away', async () => {
    const own = await startSmallForum()
    await own.subgraphs.posts.close()
    const answer = await own.gateway.inject(`/p/${publicPost}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('<title>Social Forum</title>')
  })

  test('are for reading only', async () => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const answer = await forum.gateway.inject({ method, url: '/settings' })
      expect(answer.statusCode).toBe(404)
    }
  })
})
