import { createHttpServer, createLogger, internalHeaders } from '@forum/service-kit'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { registerSitemapRoutes } from '../src/modules/sitemap/sitemap-routes.ts'
import { testPosts } from './test-posts.ts'

const secret = 'a-secret-of-the-gateway-a-secret-of-the-gateway'

async function served() {
  const posts = await testPosts()
  const app = createHttpServer({ logger: createLogger({ name: 'test', level: 'silent' }) })
  cleanUp(() => app.close())
  registerSitemapRoutes(app, { sitemap: posts.services.sitemap, secret })
  const get = (url: string, given: string | null = secret) =>
    app.inject({ url, headers: given === null ? {} : { [internalHeaders.gatewaySecret]: given } })
  return { ...posts, get }
}

test('are there for the gateway alone', async () => {
  const { get } = await served()
  for (const given of [null, '', 'another']) {
    expect((await get('/internal/sitemap', given)).statusCode).toBe(404)
    expect((await get('/internal/sitemap/posts/1', given)).statusCode).toBe(404)
  }
})

test('say that they are not there yet before the first count', async () => {
  const { get } = await served()
  for (const url of ['/internal/sitemap', '/internal/sitemap/posts/1']) {
    const { statusCode, headers } = await get(url)
    expect([statusCode, headers['retry-after']]).toEqual([503, '5'])
  }
})

test('give the parts and what is in them', async () => {
  const { get, services, person, post } = await served()
  const id = await post(await person('ann'))
  await services.sitemap.count()
  expect((await get('/internal/sitemap')).json()).toEqual({ posts: 1, people: 1, tags: 1 })
  expect((await get('/internal/sitemap/posts/1')).json()).toEqual([{ name: id, updatedAt: expect.any(String) }])
  expect((await get('/internal/sitemap/people/1')).json()).toEqual([{ name: 'ann', updatedAt: null }])
})

test.each(['posts/2', 'posts/0', 'posts/-1', 'posts/1.5', 'posts/x', 'posts/1e99', 'comments/1', 'toString/1'])(
  '%s is no part',
  async (path) => {
    const { get, services } = await served()
    await services.sitemap.count()
    expect((await get(`/internal/sitemap/${path}`)).statusCode).toBe(404)
  },
)
