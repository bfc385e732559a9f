import type { Page } from '@playwright/test'
import { expect, settings, test } from './fixtures.ts'
import { shiftsOf, watchShifts } from './layout-shift.ts'
import { settled } from './states.ts'

// What is said or shown beside the text, without moving it.

/** From each other: pressing a button may bring it into sight. */
async function betweenTitleAndComments(page: Page): Promise<number> {
  const [comments, title] = await Promise.all(
    ['#comments', 'h1'].map((place) => page.locator(place).first().boundingBox()),
  )
  return (comments?.y ?? 0) - (title?.y ?? 0)
}

for (const setting of settings) {
  test(`the numbers of a post come into a place that was kept for them (${setting.name})`, async ({ world, open }) => {
    const { page, say } = await open({ setting, as: world.reader })
    const { promise: asked, resolve: letCome } = Promise.withResolvers<void>()
    await page.route('**/graphql', async (route) => {
      if (/"PostNumbers"/.test(route.request().postData() ?? '')) await asked
      await route.continue()
    })
    await page.goto(`/p/${world.post.id}`)
    await settled(page, say)
    const before = await betweenTitleAndComments(page)
    letCome()
    await expect(page.getByRole('link', { name: say('Day by day') })).toBeVisible()
    expect(await betweenTitleAndComments(page)).toBe(before)
  })
}

for (const setting of settings) {
  test(`what was not done is said at the buttons and moves nothing (${setting.name})`, async ({ world, open }) => {
    const { page, say } = await open({ setting, as: world.reader })
    await page.route('**/graphql', (route) =>
      /likePost"/i.test(route.request().postData() ?? '') ? route.abort('connectionreset') : route.continue(),
    )
    await page.goto(`/p/${world.post.id}`)
    await settled(page, say)
    const before = await betweenTitleAndComments(page)
    await page.locator('[data-shortcut="l"]').first().click()
    const note = page.getByRole('alert')
    await expect(note).toHaveText(say('That was not done: the forum did not answer. Try again.'))
    expect(await betweenTitleAndComments(page)).toBe(before)
    const box = await note.locator('..').boundingBox()
    expect(box?.x, 'it begins where the text does').toBe((await page.locator('h1').boundingBox())?.x)
    await page.keyboard.press('Escape')
    await expect(note).toHaveCount(0)
    await page.locator('[data-shortcut="l"]').first().click()
    await expect(note, 'the same trouble is said again').toBeVisible()
  })
}

test('a signed-in reader whose storage was cleared sees nothing move', async ({ world, open }) => {
  const { page, say } = await open({ as: world.reader })
  await page.addInitScript("localStorage.removeItem('forum.last-viewer')")
  await watchShifts(page)
  await page.goto('/')
  await settled(page, say)
  await expect(page.getByRole('navigation', { name: 'Account' }).getByText(world.reader.handle)).toBeVisible()
  const { sum, shifts } = await shiftsOf(page)
  expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(0.02)
  await expect(page.getByText('People write here about what they know')).toBeHidden()
})

test('one day with readers is no chart; two are', async ({ forum, world, open }) => {
  const post = await world.author.post({ title: 'Read on one day', body: 'Yes.' })
  await world.reader.view(post)
  await forum.processAll()
  const { page, say } = await open({ as: world.author })
  await page.goto(`/p/${post.id}`)
  await settled(page, say)
  await expect(page.getByRole('complementary', { name: 'Numbers of this post' })).toContainText('1 view by 1 person')
  await expect(page.locator('figure')).toHaveCount(0)
})

test('the ring of the tag field stands around its border', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/write')
  const field = page.getByRole('combobox', { name: 'Tags, at most five' })
  await field.click()
  await expect(field).toBeFocused()
  await expect(field).toHaveCSS('outline-style', 'none')
  const control = page.locator('[class*="tagsInput"]', { has: field })
  await expect(control).toHaveCSS('outline', /solid 2px$/)
  await expect(control).toHaveCSS('outline-offset', '2px')
})
