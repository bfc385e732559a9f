import { expect, settings, test } from './fixtures.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

for (const setting of [settings[0], narrowRussian]) {
  if (!setting) throw new Error('there is a first setting and a narrow Russian one')
  test(`a person is suspended on their page, reads why when they sign in, and is let in again (${setting.language})`, async ({
    forum,
    world,
    open,
  }) => {
    const person = await forum.person(`loud_${Date.now()}`)
    await forum.stores.sql('auth', 'UPDATE sessions SET proved_at = now()')
    const chief = await open({ as: world.admin, setting })
    const { page, say } = chief
    await page.goto(`/u/${person.handle}`)
    await page.getByRole('button', { name: say('Suspend…') }).press('Enter')
    await expect(page.getByLabel(say('For how long'))).toBeFocused()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: say('Suspend'), exact: true }).press('Enter')
    await expect(page.getByText(say('1 to 500 characters.'))).toBeVisible()
    await page.getByLabel(say('Why? They are told.')).fill('Too loud.')
    await page.getByRole('button', { name: say('Suspend'), exact: true }).press('Enter')
    await expect(page.getByText('Too loud.')).toBeVisible()

    const guest = await open({ setting })
    await guest.page.goto('/sign-in')
    await guest.page.getByLabel(say('Handle or e-mail')).fill(person.handle)
    await guest.page.getByLabel(say('Password')).fill(person.password)
    await guest.page.keyboard.press('Enter')
    await expect(guest.page.getByRole('alert')).toContainText('Too loud.')
    await expect(guest.page).toHaveURL(/sign-in/)

    await page.getByRole('button', { name: say('End the suspension') }).press('Enter')
    await expect(page.getByRole('button', { name: say('Suspend…') })).toBeVisible()
    await guest.page.getByRole('button', { name: say('Sign in'), exact: true }).click()
    await expect(guest.page).not.toHaveURL(/sign-in/)
  })
}
