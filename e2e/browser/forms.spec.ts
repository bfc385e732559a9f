import { expect, test } from './fixtures.ts'

test('signing up says everything that is wrong at once, in our words, and puts the focus on the first', async ({
  open,
}) => {
  const { page } = await open()
  await page.goto('/sign-up')
  await page.getByRole('textbox', { name: 'E-mail' }).fill('nowhere')
  await page.getByRole('button', { name: 'Sign up' }).click()
  for (const words of [/A handle is 3 to 30/, /does not look like an e-mail/, /A password has 8 to 128/])
    await expect(page.getByText(words)).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Handle' })).toBeFocused()
})

test('what only the forum knows is said at its field, with the focus there', async ({ world, open }) => {
  const { page } = await open()
  await page.goto('/sign-up')
  await page.getByRole('textbox', { name: 'Handle' }).fill(world.reader.handle)
  await page.getByRole('textbox', { name: 'E-mail' }).fill(`other_${Date.now()}@example.org`)
  await page.getByLabel('Password').fill('opens another door 9')
  await page.getByRole('button', { name: 'Sign up' }).click()
  await expect(page.getByText('Somebody has this handle already. Choose another.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Handle' })).toBeFocused()
})

test('signing in asks for what is missing, and says so while it works', async ({ world, open }) => {
  const { page } = await open()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByText('Write your handle or e-mail.')).toBeVisible()
  await expect(page.getByText('Write your password.')).toBeVisible()
  await expect(page.getByLabel('Handle or e-mail')).toBeFocused()

  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('"SignIn"')) await held
    await route.continue()
  })
  await page.getByLabel('Handle or e-mail').fill(world.reader.handle)
  await page.getByLabel('Password').fill(world.reader.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const button = page.getByRole('button', { name: 'Signing in…' })
  await expect(button).toBeFocused()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  answer()
  await expect(page).toHaveURL('/')
})

test('a name of fifty smileys is taken, of fifty-one refused', async ({ forum, open }) => {
  const person = await forum.person(`smiles_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/settings')
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await name.fill('🍵'.repeat(51))
  await page.getByRole('region', { name: 'Profile' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText(/A name has 1 to 50 characters/)).toBeVisible()
  await expect(name).toBeFocused()
  await name.fill('🍵'.repeat(50))
  await page.getByRole('region', { name: 'Profile' }).getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('region', { name: 'Profile' }).getByRole('status')).toHaveText('Saved')
})

test('without a network a page says so, and comes by itself when there is one', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/bookmarks')
  await expect(page.getByRole('article').first()).toBeVisible()
  await page.goto('/you')
  await page.getByRole('main').getByRole('link', { name: 'Bookmarks' }).hover()
  await page.context().setOffline(true)
  await page.getByRole('main').getByRole('link', { name: 'Bookmarks' }).click()
  await expect(page.getByText('You are offline. This comes by itself when the network is back.')).toBeVisible()
  await page.context().setOffline(false)
  await expect(page.getByRole('article').first()).toBeVisible()
})

test('a long list of devices is shown in pieces', async ({ forum, open }) => {
  const person = await forum.person(`many_${Date.now()}`)
  for (let device = 0; device < 9; device += 1) await person.login()
  const { page } = await open({ as: person })
  await page.goto('/settings')
  const devices = page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await expect(devices).toHaveCount(8)
  await page.getByRole('button', { name: /^Show \d+ more devices?$/ }).click()
  await expect.poll(() => devices.count()).toBeGreaterThan(8)
})
