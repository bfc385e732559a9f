import type { Browser, Page } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import { expect, settings, test } from './fixtures.ts'
import { shiftsOf, watchShifts } from './layout-shift.ts'
import { settled } from './states.ts'

// Public pages as the gateway writes them: read without scripts, taken over with them, never more than a guest may see.

test.use({ pagePatienceMs: 60_000 })

const pagesOf = (postId: string) => [
  ['/', 'Two hundred kilometres and one winter tyre'],
  ['/active', 'Two hundred kilometres and one winter tyre'],
  ['/hot', 'Two hundred kilometres and one winter tyre'],
  ['/top?window=DAY', 'Two hundred kilometres and one winter tyre'],
  [`/p/${postId}`, 'Answer 3, on and on.'],
  [`/p/${postId}?sort=TOP`, 'Answer 3, on and on.'],
  ['/u/author', 'Чему меня научила цельная мука'],
  ['/u/author/comments', 'Answer 3, on and on.'],
  ['/u/author/followers', '@reader'],
  ['/t/tea', 'Note 24 on tea'],
  [`/t/${encodeURIComponent('базы данных')}`, 'Чему меня научила цельная мука'],
  ['/tags', 'tea'],
  ['/statistics', 'Two hundred kilometres and one winter tyre'],
]

/** A window of a browser that runs no scripts. */
async function withoutScripts(browser: Browser, url: string, language = 'en-GB'): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    baseURL: url,
    locale: language,
    extraHTTPHeaders: from(newAddress()),
  })
  return context.newPage()
}

test('without scripts every public page has its words, in the reader’s language', async ({ browser, forum, world }) => {
  for (const [locale, lang, word] of [
    ['en-GB', 'en', 'Statistics'],
    ['ru-RU', 'ru', 'Статистика'],
  ] as const) {
    const page = await withoutScripts(browser, forum.url, locale)
    for (const [path = '', words = ''] of pagesOf(world.post.id)) {
      expect((await page.goto(path))?.status(), path).toBe(200)
      await expect(page.locator('#main'), path).toContainText(words)
      await expect(page.locator('html')).toHaveAttribute('lang', lang)
      await expect(page.getByRole('navigation').first()).toContainText(word)
      expect(await page.locator('[style]').count(), 'the CSP takes no style attributes').toBe(0)
    }
    await page.context().close()
  }
})

test('what the first paint waits for is asked for first', async ({ request, forum, world }) => {
  for (const [path = ''] of pagesOf(world.post.id)) {
    const html = (await (await request.get(forum.url + path)).text()).split('</head>')[0] ?? ''
    const places = (link: RegExp) => [...html.matchAll(link)].map(({ index }) => index)
    const styles = places(/<link rel="stylesheet"/g)
    const later = places(/<link rel="(module)?preload"|<script type="module"/g)
    expect(styles.length, path).toBeGreaterThan(0)
    expect(Math.max(...styles, ...places(/<script src=/g)), path).toBeLessThan(Math.min(...later))
  }
})

test('without scripts a list and a thread go on by links', async ({ browser, forum, world }) => {
  const page = await withoutScripts(browser, forum.url)
  await page.goto('/t/tea')
  await page.getByRole('link', { name: 'Older posts' }).click()
  await expect(page.locator('#main')).toContainText('Note 1 on tea')
  const post = await world.author.post({ title: 'Much said', body: 'Go on.' })
  for (let number = 1; number <= 51; number += 1) await world.reader.comment(post, `Word ${number}.`)
  await page.goto(`/p/${post.id}`)
  await expect(page.locator('#main')).not.toContainText('Word 51.')
  await page.getByRole('link', { name: 'More comments' }).click()
  await expect(page.locator('#main')).toContainText('Word 51.')
  await page.getByRole('link', { name: 'From the first comment' }).click()
  await expect(page.locator('#main')).toContainText('Word 1.')
  await page.context().close()
})

for (const setting of settings) {
  test(`a guest takes over what stands there: nothing is asked again, nothing moves (${setting.name})`, async ({
    world,
    open,
  }) => {
    const { page, say } = await open({ setting })
    const asked: string[] = []
    page.on('request', (request) => {
      const name = /"operationName":"(\w+)"/.exec(request.postData() ?? '')?.[1]
      // A view that is counted is no question, and days of another zone are other days.
      if (name && name !== 'RecordPostViews') asked.push(name)
    })
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', ({ message }) => complaints.push(message))
    await watchShifts(page)
    for (const [path = ''] of pagesOf(world.post.id)) {
      await page.goto(path)
      await settled(page, say)
      await expect(page.locator('html')).toHaveAttribute('data-written', '')
      const { sum, shifts } = await shiftsOf(page)
      expect(sum, `${path} ${JSON.stringify(shifts)}`).toBeLessThanOrEqual(0.02)
      expect(complaints, path).toEqual([])
      expect(asked, path).toEqual(path === '/statistics' ? ['Activity', 'Yesterday'] : [])
      asked.length = 0
    }
  })
}

test('a signed-in reader is never greeted as a guest, and gets what is theirs', async ({ world, open }) => {
  const { page, say } = await open({ as: world.reader })
  await page.goto(`/p/${world.post.id}`, { waitUntil: 'commit' })
  await expect(page.getByRole('navigation', { name: 'Account' }).getByText(world.reader.handle)).toBeVisible()
  await settled(page, say)
  await expect(page.locator('[data-shortcut="l"]').first()).toHaveAttribute('aria-pressed', 'true')
  await expect(page.getByRole('button', { name: say('Write a comment') })).toBeVisible()
})

test('a like is seen by who gave it, however they come back', async ({ world, open }) => {
  const post = await world.author.post({ title: 'To be liked', body: 'Please.' })
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${post.id}`)
  const like = page.locator('[data-shortcut="l"]').first()
  await expect(like).toHaveAttribute('aria-pressed', 'false')
  const answered = page.waitForResponse((response) => /LikePost/.test(response.request().postData() ?? ''))
  await like.click()
  await answered
  await page.reload({ waitUntil: 'commit' })
  // What the gateway wrote has it already, before any script runs.
  await expect(like).toHaveText('1')
  await expect(like).toHaveAttribute('aria-pressed', 'true')
})

test('what turned private is nowhere, at once', async ({ browser, forum, world, open }) => {
  const title = `Soon mine alone ${Date.now()}`
  const post = await world.author.post({ title, body: 'A secret body.', tags: ['brief'] })
  const page = await withoutScripts(browser, forum.url)
  const places = ['/', '/active', `/p/${post.id}`, '/u/author', '/t/brief', '/feed.atom', '/u/author/feed.atom']
  const read = async (path: string) => (await page.request.get(path)).text()
  for (const path of places) expect(await read(path), path).toContain(title)
  const picture = /property="og:image" content="([^"]+)"/.exec(await read(`/p/${post.id}`))?.[1] ?? ''
  expect((await page.request.get(picture)).headers()['content-type']).toBe('image/png')

  await world.author.makePrivate(post)
  for (const path of places) expect(await read(path), path).not.toContain(title)
  expect((await page.request.get(`/p/${post.id}`)).status()).toBe(404)
  expect((await page.request.get(picture)).status()).toBe(404)
  await page.context().close()

  const own = await open({ as: world.author })
  await own.page.goto(`/p/${post.id}`)
  await expect(own.page.getByRole('heading', { level: 1, name: title })).toBeVisible()
})
