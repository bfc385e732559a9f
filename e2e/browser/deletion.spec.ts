import { expect, settings, test } from './fixtures.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

for (const setting of [settings[0], narrowRussian]) {
  if (!setting) throw new Error('there is a first setting and a narrow Russian one')
  test(`an account is deleted in settings, seen again at signing in, and kept (${setting.language})`, async ({
    forum,
    open,
  }) => {
    const person = await forum.person(`leaves_${Date.now()}`)
    const { page, say } = await open({ as: person, setting })
    await page.goto('/settings')
    await page.getByRole('button', { name: say('Ask for a copy') }).click()
    await expect(page.getByRole('link', { name: say('Download, until {ends}').trim() })).toBeVisible()

    await page.getByRole('button', { name: say('Delete the account…') }).press('Enter')
    await page.getByRole('radio', { name: say('goes too; what others wrote below it stays') }).check()
    await page.getByRole('button', { name: say('Delete the account'), exact: true }).press('Enter')
    await expect(page.getByText(say('Write your password.'))).toBeVisible()
    const end = page.getByRole('region', { name: say('The end of the account') })
    await end.getByLabel(say('Your password')).fill(person.password)
    await page.keyboard.press('Enter')
    await expect(end.getByRole('status')).toBeVisible()
    await page.getByRole('button', { name: say('To the feed') }).click()
    await expect(page).toHaveURL('/')
    await page.goto(`/u/${person.handle}`)
    await expect(page.getByRole('heading', { level: 1, name: say('No such person') })).toBeVisible()

    await page.goto('/sign-in')
    await page.getByLabel(say('Handle or e-mail')).fill(person.handle)
    await page.getByLabel(say('Password')).fill(person.password)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('button', { name: say('Keep my account') })).toBeVisible()
    await page.getByRole('button', { name: say('Keep my account') }).press('Enter')
    await expect(
      page.getByText(
        say('This account is being deleted: on {end} it is gone. Until then you can read, and nobody sees you.').slice(
          0,
          20,
        ),
      ),
    ).toHaveCount(0)
    await page.goto(`/u/${person.handle}`)
    await expect(page.getByRole('heading', { level: 1, name: person.handle })).toBeVisible()
  })
}

test('who is suspended has their data and the end of the account at signing in', async ({ forum, world, open }) => {
  const person = await forum.person(`mute_${Date.now()}`)
  await forum.stores.sql('auth', 'UPDATE sessions SET proved_at = now()')
  await world.admin.client.mutate(
    `mutation($id: ID!) { suspendUser(input: { userId: $id, reason: "Rude" }) { __typename } }`,
    { id: person.id },
  )
  const { page } = await open({})
  await page.goto('/sign-in')
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Ask for a copy' }).click()
  await expect(page.getByRole('link', { name: 'Download, until' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete the account…' }).click()
  await page.getByLabel('Your password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Delete the account', exact: true }).click()
  await expect(page.getByRole('status')).toContainText('nobody sees the account any more')
})
