import { tokenIn } from '@forum/testing/mailbox'
import type { Page } from '@playwright/test'
import type { ForumNetwork } from '../src/forum-network.ts'
import { expect, settings, test } from './fixtures.ts'
import type { Say } from './words.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

/** Signed in lately enough for what admins do. */
async function withProof(forum: ForumNetwork): Promise<void> {
  await forum.stores.sql('auth', 'UPDATE sessions SET proved_at = now()')
}

async function chooseSignUp(page: Page, say: Say, word: string): Promise<void> {
  await page.goto('/admin/site')
  await page.getByRole('button', { name: say(word), exact: true }).click()
  await page.getByRole('button', { name: say('Save'), exact: true }).click()
  await expect(page.getByRole('status')).toHaveText(say('Saved'))
}

test('rules are written, agreed to at sign-up, and stand on the page about the place', async ({
  forum,
  world,
  open,
}) => {
  const { page, say } = await open({ as: world.admin })
  await forum.stores.sql('auth', `UPDATE sessions SET proved_at = now() - interval '11 minutes'`)
  await page.goto('/admin/site')
  await page.getByRole('textbox', { name: 'Name of the place' }).fill('The Tea Room')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await expect(page.getByLabel('Rule 1', { exact: true })).toBeFocused()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  // The password first, then the form is as it was, with what is wrong.
  await page.getByLabel('Your password, once more').fill(world.admin.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText('A title has 1 to 100 characters')).toBeVisible()
  await page.getByLabel('Rule 1', { exact: true }).fill('Be kind')
  await page.getByLabel('What rule 1 means').fill('Or be quiet.')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status')).toHaveText('Saved')

  const guest = await open()
  await guest.page.goto('/about')
  await expect(guest.page.getByRole('heading', { name: 'About The Tea Room' })).toBeVisible()
  await expect(guest.page.getByText('Or be quiet.')).toBeVisible()
  // The gateway hears of another name within seconds.
  await expect
    .poll(async () => {
      await guest.page.reload()
      return guest.page.title()
    })
    .toBe('About The Tea Room · The Tea Room')
  await expect(guest.page.getByRole('banner').getByRole('link', { name: 'The Tea Room' })).toBeVisible()
  await guest.page.getByRole('main').getByRole('link', { name: 'Sign up' }).click()
  const handle = `agrees_${Date.now()}`
  await guest.page.getByLabel('Handle').fill(handle)
  await guest.page.getByLabel('E-mail').fill(`${handle}@example.org`)
  await guest.page.getByLabel('Password').fill('opens the door 7')
  await guest.page.getByRole('button', { name: 'Sign up' }).click()
  await expect(guest.page.getByText('Agree to the rules first.')).toBeVisible()
  await guest.page.getByLabel('I have read them and keep to them').check()
  await guest.page.getByRole('button', { name: 'Sign up' }).click()
  await expect(guest.page).toHaveURL('/')

  await page.reload()
  await page.getByRole('button', { name: 'Take out rule 1' }).click()
  await expect(page.getByRole('button', { name: 'Add a rule' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Name of the place' }).fill('Social Forum')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('status')).toHaveText(say('Saved'))
})

test('an application is sent at 360 px in Russian, read, and let in', async ({ forum, world, open }) => {
  if (!narrowRussian) throw new Error('there is a narrow Russian setting')
  const { page, say } = await open({ as: world.admin, setting: narrowRussian })
  await withProof(forum)
  await chooseSignUp(page, say, 'By application')
  const guest = await open({ setting: narrowRussian })
  const handle = `applies_${Date.now()}`
  await guest.page.goto('/sign-up')
  await guest.page.getByLabel(say('Who are you, and what brings you here?')).fill('Люблю чай.')
  await guest.page.getByLabel(say('Handle')).fill(handle)
  await guest.page.getByLabel(say('E-mail')).fill(`${handle}@example.org`)
  await guest.page.getByLabel(say('Password')).fill('opens the door 7')
  await guest.page.getByRole('button', { name: say('Sign up') }).click()
  await expect(guest.page.getByRole('heading', { name: say('Look into your mailbox') })).toBeVisible()
  const [mail] = await forum.mailsTo(`${handle}@example.org`)
  await guest.page.goto(`/confirm-email#${tokenIn(mail ?? { text: '' })}`)
  await guest.page.getByRole('button', { name: say('Confirm the address') }).click()
  await expect(guest.page.getByRole('status')).toHaveText(say('The address is confirmed.'))

  await page.goto('/admin/applications')
  const row = page.getByRole('listitem').filter({ hasText: `@${handle}` })
  await expect(row.getByText('Люблю чай.')).toBeVisible()
  await row.getByRole('button', { name: say('Let in') }).click()
  await expect(row).toBeHidden()
  expect((await forum.mailsTo(`${handle}@example.org`)).at(-1)?.subject).toBe('Ваш аккаунт открыт')
  await chooseSignUp(page, say, 'Open')
})

test('an invite is made in the settings, and its link fills in the code', async ({ forum, world, open }) => {
  const { page, say } = await open({ as: world.admin })
  await withProof(forum)
  await chooseSignUp(page, say, 'By invite')
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'Invites' })
  await section.getByRole('button', { name: 'Make an invite' }).click()
  const link = await section.getByLabel('Your new invite').inputValue()
  const guest = await open()
  await guest.page.goto(link)
  await expect(guest.page.getByLabel('Invite')).not.toHaveValue('')
  const handle = `comes_${Date.now()}`
  await guest.page.getByLabel('Handle').fill(handle)
  await guest.page.getByLabel('E-mail').fill(`${handle}@example.org`)
  await guest.page.getByLabel('Password').fill('opens the door 7')
  await guest.page.getByRole('button', { name: 'Sign up' }).click()
  await expect(guest.page).toHaveURL('/')
  await page.reload()
  await expect(section.getByRole('link', { name: handle })).toBeVisible()
  await chooseSignUp(page, say, 'Open')
})

test('an admin makes a moderator on their page, and the log says so', async ({ forum, world, open }) => {
  const person = await forum.person(`rises_${Date.now()}`)
  const { page } = await open({ as: world.admin })
  await withProof(forum)
  await page.goto(`/u/${person.handle}`)
  await page.getByRole('button', { name: 'Moderator' }).click()
  await expect(page.getByRole('button', { name: 'Moderator' })).toHaveAttribute('aria-pressed', 'true')
  await page.goto('/admin/audit')
  await expect(page.getByRole('listitem').filter({ hasText: person.handle }).first()).toContainText('USER to MODERATOR')
})

test('the link of a new installation makes the first admin, who goes on to the place', async ({
  forum,
  world,
  open,
}) => {
  await forum.stores.sql('auth', `UPDATE accounts SET role = 'USER' WHERE role = 'ADMIN'`)
  try {
    const [{ link } = { link: '' }] = forum.service('auth').linesOf('/first-admin#')
    const { page } = await open()
    await page.goto(String(link))
    await page.getByRole('button', { name: 'Become the administrator' }).click()
    await expect(page.getByText('A handle is 3 to 30')).toBeVisible()
    const handle = `founder_${Date.now()}`
    await page.getByLabel('Handle').fill(handle)
    await page.getByLabel('E-mail').fill(`${handle}@example.org`)
    await page.getByLabel('Password').fill('opens the first door 7')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('status')).toContainText('You are the administrator of this forum')
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('Handle or e-mail').fill(handle)
    await page.getByLabel('Password').fill('opens the first door 7')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'The place' })).toBeVisible()
    const late = await open()
    await late.page.goto(String(link))
    await late.page.getByLabel('Handle').fill('too_late')
    await late.page.getByLabel('E-mail').fill('late@example.org')
    await late.page.getByLabel('Password').fill('opens the first door 7')
    await late.page.keyboard.press('Enter')
    await expect(late.page.getByRole('alert')).toContainText('worth nothing any more')
  } finally {
    await forum.stores.sql('auth', `UPDATE accounts SET role = 'ADMIN' WHERE handle = $1`, [world.admin.handle])
  }
})
