import { expect, test } from './fixtures.ts'

test('a guest who presses Like signs in and comes back with the like done', async ({ forum, world, open }) => {
  const post = await world.author.post({ title: 'Liked by a guest', body: 'Press.' })
  const person = await forum.person(`guest_${Date.now()}`)
  const { page } = await open()
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'Like', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`/p/${post.id}`)
  await expect(page.getByRole('button', { name: 'Take back the like, 1 so far' })).toBeVisible()
})

test('a guest who thought better of a like, and signs in later from elsewhere, likes nothing', async ({
  forum,
  world,
  open,
}) => {
  const post = await world.author.post({ title: 'Not liked after all', body: 'Press.' })
  const person = await forum.person(`later_${Date.now()}`)
  const { page } = await open()
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'Like', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.goto('/sign-in?next=/bookmarks')
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Bookmarks' })).toBeVisible()
  await page.goto(`/p/${post.id}`)
  await expect(page.getByRole('button', { name: 'Like', exact: true })).toBeVisible()
})

test('signing in succeeds when the like that led there does not', async ({ forum, world, open }) => {
  const post = await world.author.post({ title: 'Liked in vain', body: 'Press.' })
  const person = await forum.person(`vain_${Date.now()}`)
  const { page } = await open()
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'Like', exact: true }).click()
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('"LikePost"') ? route.abort('connectionreset') : route.continue(),
  )
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`/p/${post.id}`)

  await page.getByRole('button', { name: 'Like', exact: true }).click()
  await expect(page.getByRole('alert')).toHaveText('That was not done: the forum did not answer. Try again.')
  await expect(page.getByRole('button', { name: 'Like', exact: true })).toBeVisible()
})

test('an expired access cookie is refreshed unnoticed, once over all tabs', async ({ forum, world, open }) => {
  const { page } = await open({ as: world.reader })
  const context = page.context()
  let refreshes = 0
  context.on('request', (request) => {
    if (request.postData()?.includes('"RefreshSession"')) refreshes += 1
  })
  await page.goto('/bookmarks')
  await expect(page.getByRole('link', { name: 'Two hundred kilometres and one winter tyre' })).toBeVisible()
  const other = await context.newPage()

  await context.clearCookies({ name: /access$/ })
  await Promise.all([page.reload(), other.goto(`${forum.url}/bookmarks`)])
  for (const tab of [page, other]) {
    await expect(tab.getByRole('link', { name: 'Two hundred kilometres and one winter tyre' })).toBeVisible()
    await expect(tab.getByText('Your session has ended')).toHaveCount(0)
  }
  expect(refreshes).toBe(1)
})

test('signing out in one tab signs out the others', async ({ forum, open }) => {
  const person = await forum.person(`tabs_${Date.now()}`)
  const { page } = await open({ as: person })
  const other = await page.context().newPage()
  await other.goto(`${forum.url}/`)
  await expect(other.getByRole('link', { name: person.handle })).toBeVisible()
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
  await expect(other.getByRole('link', { name: 'Sign in' })).toBeVisible()
})

test('a device is signed out from the list of devices', async ({ forum, open }) => {
  const person = await forum.person(`devices_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/settings')
  const devices = page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await devices
    .filter({ hasNotText: 'this device' })
    .getByRole('button', { name: /^Sign out/ })
    .click()
  await expect(devices).toHaveCount(1)
})
