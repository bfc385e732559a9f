import { expect, settings, test } from './fixtures.ts'

const [wide, narrow] = settings

test('a row says who, when and what about in one line, and nothing that is zero', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  // On pages of tags, where posts of other tests push nothing down.
  await page.goto('/t/own')
  const quiet = page.getByRole('article', { name: 'A post of my own' })
  await expect(quiet.getByText(/comment|like|repost|^0/)).toHaveCount(0)
  await expect(quiet.locator('svg'), 'the picture of who wrote it').toHaveCount(1)
  await page.goto('/t/cycling')
  const busy = page.getByRole('article', { name: 'Two hundred kilometres and one winter tyre' })
  await expect(busy).toContainText('8 comments')
  await expect(busy).toContainText('2 likes')
  await expect(busy).toContainText('1 repost')
})

test('the numbers of all rows stand on one axis beside the text', async ({ world, open }) => {
  const other = await world.author.post({ title: 'Another with a comment', body: 'Yes.' })
  await world.reader.comment(other, 'And so say I.')
  const { page } = await open({ ...(wide && { setting: wide }), as: world.reader })
  await page.goto('/active')
  await expect(page.getByRole('article', { name: 'Another with a comment' })).toBeVisible()
  const lefts = await page
    .getByRole('article')
    .getByRole('link', { name: /^\d+ comments?$/ })
    .evaluateAll((links) => links.map((link) => Math.round(link.getBoundingClientRect().left)))
  expect(lefts.length).toBeGreaterThanOrEqual(2)
  expect(new Set(lefts).size).toBe(1)
  const title = await page.getByRole('article').first().getByRole('heading').boundingBox()
  expect(lefts[0]).toBeGreaterThan((title?.x ?? 0) + (title?.width ?? 0))
  await expect(page.getByRole('article', { name: 'Another with a comment' })).toContainText(/the last (now|\d+ )/)
})

test('the whole row leads to the post, its number of comments to the comments', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/t/cycling')
  const row = page.getByRole('article', { name: 'Two hundred kilometres and one winter tyre' })
  await row.click({ position: { x: 300, y: 60 } })
  await expect(page).toHaveURL(`/p/${world.post.id}`)
  await page.goBack()
  await row.getByRole('link', { name: '8 comments' }).click()
  await expect(page).toHaveURL(`/p/${world.post.id}#comments`)
})

test('long words of wide letters and piles of marks stay in their row', async ({ world, open }) => {
  const pile = `Z${'\u0310\u0343\u0322'.repeat(12)}`
  await world.author.post({
    title: `${'Щ'.repeat(90)} ${pile}`,
    body: `${'W'.repeat(200)} ${pile}`,
    tags: ['ш'.repeat(30)],
  })
  const { page } = await open(narrow && { setting: narrow })
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toContainText('ЩЩЩ')
  expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
})

test('a row of people is short on a telephone', async ({ world, open }) => {
  const { page } = await open({ ...(narrow && { setting: narrow }), as: world.reader })
  await page.goto('/search?in=people&q=author')
  const row = page.getByRole('listitem').filter({ hasText: '@author' })
  expect((await row.boundingBox())?.height).toBeLessThan(110)
})

test('links of a row are large enough for a finger', async ({ world, open }) => {
  const { page } = await open({ ...(narrow && { setting: narrow }), as: world.reader })
  await page.goto('/t/tea')
  const row = page.getByRole('article', { name: /^Note \d+ on tea$/ }).first()
  for (const name of ['author', 'tea']) {
    const box = await row.getByRole('link', { name, exact: true }).boundingBox()
    expect(box?.height, name).toBeGreaterThanOrEqual(40)
    expect(box?.width, name).toBeGreaterThanOrEqual(24)
  }
})
