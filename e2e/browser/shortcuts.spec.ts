import { expect, test } from './fixtures.ts'

test('j, k and o walk the feed and open a post', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  const links = page.getByRole('article').getByRole('heading').getByRole('link')
  await expect(links.first()).toBeVisible()
  await page.keyboard.press('j')
  await expect(links.nth(0)).toBeFocused()
  await page.keyboard.press('j')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(links.nth(0)).toBeFocused()
  const title = await links.nth(0).innerText()
  await page.keyboard.press('o')
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
})

test('/ leads to the search, n to writing; letters in a field are letters', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.keyboard.press('/')
  const field = page.getByRole('searchbox')
  await expect(field).toBeFocused()
  await page.keyboard.type('jn?')
  await expect(field).toHaveValue('jn?')
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('n')
  await expect(page).toHaveURL('/write')
})

test('? shows the list of keys, Escape puts it away; the settings switch them off', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/settings')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toContainText('next post or comment')
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  await page.getByRole('list', { name: 'Keyboard shortcuts' }).getByRole('button', { name: 'Off' }).click()
  await page.keyboard.press('?')
  await page.keyboard.press('n')
  await expect(sheet).toHaveCount(0)
  await expect(page).toHaveURL('/settings')
})

test('the word that was pressed is current at once, and grey lines come while its page loads', async ({
  world,
  open,
}) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()
  let deliver = () => {}
  const held = new Promise<void>((resolve) => {
    deliver = resolve
  })
  await page.route(/SettingsPage.*\.js/, async (route) => {
    await held
    await route.continue()
  })
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(page.locator('[aria-current="page"]:visible')).toHaveText(['Settings'])
  await expect(page.getByText('Loading', { exact: true })).toBeAttached()
  await expect(page.getByRole('article').first()).toBeHidden()
  deliver()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
})

test('search has the focus when it opens, and tells real matches of people from similar names', async ({
  forum,
  world,
  open,
}) => {
  await forum.person('authro')
  const { page } = await open({ as: world.reader })
  await page.goto('/search')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.goto('/search?in=people&q=author')
  await expect(page.getByRole('heading', { name: 'Similar names' })).toBeVisible()
  await expect(page.getByRole('region').or(page.getByRole('main')).getByText('@authro')).toBeVisible()
})

test('all tags have a page', async ({ world: _posts, open }) => {
  const { page } = await open()
  await page.goto('/search')
  await page.getByRole('link', { name: 'All tags' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Tags' })).toBeVisible()
  await page.getByRole('link', { name: 'tea', exact: true }).click()
  await expect(page).toHaveURL('/t/tea')
})
