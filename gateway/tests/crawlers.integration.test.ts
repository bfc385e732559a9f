import { beforeAll, expect, test } from 'vitest'
import { type SmallForum, startSmallForum } from './gateway-under-test.ts'
import { all, readXml, textOf, type XmlNode } from './read-xml.ts'
import { publicPost, secondPost, writing } from './small-forum.ts'

let now = Date.parse('2026-03-01T12:00:00Z')
let forum: SmallForum
beforeAll(async () => {
  forum = await startSmallForum({}, { clock: { now: () => new Date(now) } })
})

const get = (url: string, headers: Record<string, string> = {}) => forum.gateway.inject({ url, headers })
const locations = (root: XmlNode, name: string) => all(root, name).map((one) => textOf(one, 'loc'))
const locationsIn = async (url: string) => locations(readXml((await get(url)).body), 'url')

test('robots.txt lets public pages be read and names the sitemap', async () => {
  const { statusCode, headers, body } = await get('/robots.txt')
  expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8'])
  const lines = body.split('\n')
  expect(lines[0]).toBe('User-agent: *')
  expect(lines).toContain('Sitemap: http://forum.test/sitemap.xml')
  const disallowed = lines
    .filter((line) => line.startsWith('Disallow: '))
    .map((line) => line.slice('Disallow: '.length))
  expect(disallowed).toEqual(expect.arrayContaining(['/graphql', '/exports/', '/search', '/settings', '/write']))
  for (const path of ['/', '/p/1', '/t/node.js', '/u/ann', '/active', '/feed.atom', '/sitemap.xml', '/assets/a.js'])
    expect(disallowed.filter((prefix) => path.startsWith(prefix))).toEqual([])
})

test('the sitemap is an index of its parts', async () => {
  const { headers, body } = await get('/sitemap.xml')
  expect(headers).toMatchObject({
    'content-type': 'application/xml; charset=utf-8',
    'cache-control': 'public, max-age=3600',
  })
  const index = readXml(body)
  expect([index.name, index.attributes.xmlns]).toEqual(['sitemapindex', 'http://www.sitemaps.org/schemas/sitemap/0.9'])
  const parts = ['pages', 'posts-1', 'posts-2', 'people-1', 'tags-1'].map(
    (part) => `http://forum.test/sitemap-${part}.xml`,
  )
  expect(locations(index, 'sitemap')).toEqual(parts)
  for (const part of parts) expect(readXml((await get(part)).body).name).toBe('urlset')
})

test('the parts hold addresses of pages, and when posts changed', async () => {
  const posts = readXml((await get('/sitemap-posts-1.xml')).body)
  expect(all(posts, 'url').map((url) => [textOf(url, 'loc'), textOf(url, 'lastmod')])).toEqual(
    [publicPost, secondPost].map((id) => [`http://forum.test/p/${id}`, '2026-01-02T03:04:05.678Z']),
  )
  expect(await locationsIn('/sitemap-people-1.xml')).toEqual(['http://forum.test/u/ann'])
  expect(await locationsIn('/sitemap-tags-1.xml')).toEqual(
    ['node.js', '%D0%BA%D0%BD%D0%B8%D0%B3%D0%B8', 'a%20b%2Fc%26d'].map((tag) => `http://forum.test/t/${tag}`),
  )
  expect(await locationsIn('/sitemap-pages.xml')).toContain('http://forum.test/')
})

test.each(['posts-3', 'posts-0', 'posts-01', 'posts-1x', 'posts-999999', 'comments-1', 'index', '', '..%2fx'])(
  'there is no part %s',
  async (part) => {
    const { statusCode, headers } = await get(`/sitemap-${part}.xml`)
    expect(statusCode).toBe(404)
    expect(headers['content-type']).toMatch(/json/)
  },
)

test('a part is kept for ten minutes, and asked for once however many want it', async () => {
  now += 600_001
  const before = writing.sitemapsAsked
  const answers = await Promise.all([1, 2, 3].map(() => get('/sitemap-posts-1.xml')))
  expect(writing.sitemapsAsked).toBe(before + 1)
  const etag = String(answers[0]?.headers.etag)
  expect((await get('/sitemap-posts-1.xml', { 'if-none-match': etag })).statusCode).toBe(304)
  writing.hidden.add(publicPost)
  now += 600_001
  const { statusCode, body } = await get('/sitemap-posts-1.xml', { 'if-none-match': etag })
  expect([statusCode, body.includes(publicPost), body.includes(secondPost)]).toEqual([200, false, true])
  writing.hidden.clear()
})

test('it is 503 while Posts is away, and robots.txt is there', async () => {
  const other = await startSmallForum()
  await other.subgraphs.posts.close()
  for (const url of ['/sitemap.xml', '/sitemap-posts-1.xml']) {
    const { statusCode, headers } = await other.gateway.inject(url)
    expect([statusCode, headers['retry-after'], headers['cache-control']]).toEqual([503, '5', 'no-store'])
  }
  expect((await other.gateway.inject('/robots.txt')).statusCode).toBe(200)
})
