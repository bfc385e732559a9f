import { expect, test } from './fixtures.ts'
import { scrollDown, scrollTo, watchPresses } from './scrolling.ts'

test('back from a post returns to the same row, and a reload keeps the place', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  const row = page.getByRole('article', { name: 'Note 3 on tea' })
  await scrollTo(row, 1)
  await row.scrollIntoViewIfNeeded()
  await expect(page).toHaveURL(/#post-/)
  const whereItStood = await watchPresses(page)
  await row.getByRole('link', { name: 'Note 3 on tea' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Note 3 on tea' })).toBeVisible()

  const stood = await whereItStood()
  await page.goBack()
  await expect(row).toBeInViewport()
  await expect
    .poll(async () => {
      const y = (await row.boundingBox())?.y ?? 0
      return stood.some((top) => Math.abs(top - y) < 4) || `at ${y}, and stood at ${stood.join(', ')}`
    })
    .toBe(true)

  await page.reload()
  await expect(row).toBeInViewport()
})

test('a footnote is followed without losing the place in the feed', async ({ world, open }) => {
  const title = `With a footnote ${Date.now()}`
  const body = `Water first.[^1]\n\n${'And then some more of it.\n\n'.repeat(40)}[^1]: Boiled.`
  await world.author.post({ title, body })
  for (let above = 1; above <= 8; above += 1) await world.author.post({ title: `Above it ${above}`, body: 'Steam.' })
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  const row = page.getByRole('article', { name: title })
  await row.scrollIntoViewIfNeeded()
  await scrollDown(page, 400)
  await expect(page).toHaveURL(/#post-/)
  await row.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()

  await page.getByRole('link', { name: '1', exact: true }).click()
  await expect(page.getByText('Boiled.')).toBeInViewport()
  await page.goBack()
  await page.goBack()
  await expect(row).toBeInViewport()
})

test('new posts are announced in a line, and come when it is pressed', async ({ world, open }) => {
  const { page } = await open()
  await page.clock.install()
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  const title = `Fresh ${Date.now()}`
  await world.author.post({ title, body: 'Just now.' })
  const before = await page.getByRole('article').first().boundingBox()
  await page.clock.fastForward('01:01')
  const line = page.getByRole('button', { name: /new posts?$/ })
  await expect(line).toBeVisible()
  expect(await page.getByRole('article').first().boundingBox(), 'the line moves nothing').toEqual(before)
  await line.click()
  await expect(page.getByRole('article', { name: title })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Latest' })).toBeFocused()
})

test('an empty Following suggests people, and following one fills it', async ({ forum, open, world: _writers }) => {
  const person = await forum.person(`alone_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/following')
  // The button says so before the forum has answered.
  const answered = page.waitForResponse((response) => /FollowUser/.test(response.request().postData() ?? ''))
  await page
    .getByRole('button', { name: /^Follow / })
    .first()
    .click()
  await answered
  await expect(page.getByRole('button', { name: /^Following .*, press to stop$/ })).toBeVisible()
  await page.getByRole('link', { name: 'Following', exact: true }).click()
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('compact rows are remembered', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  await page.getByRole('button', { name: 'Compact' }).click()
  await expect(page.getByText(/Leaves, water/).first()).toBeHidden()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Compact' })).toHaveAttribute('aria-pressed', 'true')
})

test('deleting a post asks first', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Soon gone', body: 'Bye.' })
  const { page } = await open({ as: world.author })
  await page.goto(`/p/${post.id}`)
  const ask = async () => {
    await page.getByRole('button', { name: 'More about this post' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
  }
  await ask()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await ask()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL('/')
  await page.goto(`/p/${post.id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'No such post' })).toBeVisible()
})
