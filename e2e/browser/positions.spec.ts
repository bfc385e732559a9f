import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { slowDown } from './layout-shift.ts'
import { scrollTo } from './scrolling.ts'

const rowsOf = (page: Page) => page.getByRole('main').getByRole('article')

test('a page opened by its address in a used tab begins at its own top, with its own rows', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  await scrollTo(rowsOf(page), 24)
  await page.goto('/t/tea')
  await expect(rowsOf(page).first()).toBeVisible()
  expect(await page.evaluate('scrollY')).toBe(0)
  await scrollTo(rowsOf(page), 24)
  const ids = await rowsOf(page).evaluateAll((rows) => rows.map(({ id }) => id))
  expect(new Set(ids).size, 'each row once').toBe(ids.length)

  await page.goto(`/p/${world.post.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeInViewport()
  expect(await page.evaluate('scrollY')).toBe(0)
})

test('an address that names a place in a list is followed in a used tab', async ({ world, open }) => {
  // The second part has to be longer than the window, or its first row never comes to the top.
  for (let above = 1; above <= 10; above += 1) await world.author.post({ title: `Above them ${above}`, body: 'Steam.' })
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  await scrollTo(rowsOf(page), 24)
  await rowsOf(page)
    .nth(23)
    .evaluate((row) => row.scrollIntoView())
  await expect(page).toHaveURL(/after=/)
  const shared = page.url()
  const first = await rowsOf(page).first().getAttribute('id')
  await page.goto('/bookmarks')
  await expect(rowsOf(page).first()).toBeVisible()
  await page.goto(shared)
  await expect(page.getByRole('link', { name: 'Back to the beginning' })).toBeVisible()
  await expect(page.locator(`[id="${new URL(shared).hash.slice(1)}"]`)).toBeInViewport()
  await expect(page.locator(`[id="${first}"]`)).toHaveCount(0)
})

test('on a slow machine the list goes on at its end, and Back returns to the row with the focus on it', async ({
  world,
  open,
}) => {
  test.slow()
  const { page } = await open({ as: world.reader })
  await slowDown(page, { network: false, cpu: 6 })
  await page.goto('/t/tea')
  await scrollTo(rowsOf(page), 24)
  const link = page.getByRole('link', { name: 'Note 2 on tea', exact: true })
  await link.scrollIntoViewIfNeeded()
  await link.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Note 2 on tea' })).toBeVisible()
  await page.goBack()
  await expect(link).toBeInViewport()
  await expect(link).toBeFocused()
})

test('signing out lands at the top of the feed', async ({ forum, open, world: _posts }) => {
  const person = await forum.person(`leaves_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/')
  await scrollTo(rowsOf(page), 24)
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
  await expect(page).toHaveURL('/')
  await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(rowsOf(page).first()).toBeInViewport()
  expect(await page.evaluate('scrollY')).toBe(0)
})
