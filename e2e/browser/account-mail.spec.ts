import { tokenIn } from '@forum/testing/mailbox'
import { expect, settings, test } from './fixtures.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

test('a lost password is mended from the sign-in page, by keyboard', async ({ forum, open }) => {
  const person = await forum.person(`lost_${Date.now()}`)
  const { page } = await open()
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeFocused()
  await page.getByLabel('Handle or e-mail').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Write your handle or e-mail.')).toBeVisible()
  await page.keyboard.type(person.handle)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('a mail is on its way')

  const mails = await forum.mailsTo(person.email)
  const [mail] = mails.filter(({ text }) => text?.includes('/reset-password#'))
  if (!mail?.text) throw new Error('no mail with a link')
  const url = /http\S+#[\w-]{43}/.exec(mail.text)?.[0] ?? ''
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''))
  await page.goto(url)
  await page.getByLabel('New password').fill('short')
  await page.keyboard.press('Enter')
  await expect(page.getByText('A password has 8 to 128 characters.')).toBeVisible()
  await expect(page.getByLabel('New password')).toBeFocused()
  await page.getByLabel('New password').fill('a wholly new word 7')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status')).toContainText('You have a new password')
  // The token is in the body of one request, and in no address or referrer.
  expect(asked.filter((text) => text.includes(tokenIn(mail)))).toEqual([])

  await page.getByRole('link', { name: 'Sign in with the new password' }).click()
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill('a wholly new word 7')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')

  await page.goto(url)
  await page.getByLabel('New password').fill('and another one 7')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('used already')
  await page.getByRole('link', { name: 'Ask for a new link' }).click()
  await expect(page).toHaveURL('/forgot-password')
})

test('an address is confirmed by a press, and the settings say so', async ({ forum, open }) => {
  if (!narrowRussian) throw new Error('there is a narrow Russian setting')
  const person = await forum.person(`confirms_${Date.now()}`)
  const { page, say } = await open({ as: person, setting: narrowRussian })
  await page.goto('/settings')
  const section = page.getByRole('region', { name: say('E-mail'), exact: true })
  await expect(section.getByText(person.email)).toBeVisible()
  await section.getByRole('button', { name: say('Send a link to confirm it') }).click()
  await expect(section.getByText(say('Sent. The link is good for a day.'))).toBeVisible()
  const mail = (await forum.mailsTo(person.email)).at(-1)
  if (!mail) throw new Error('no mail')
  await page.goto(`/confirm-email#${tokenIn(mail)}`)
  await page.getByRole('button', { name: say('Confirm the address') }).click()
  await expect(page.getByRole('status')).toHaveText(say('The address is confirmed.'))
  await page.goto('/settings')
  await expect(section.getByText(say('Confirmed'), { exact: true })).toBeVisible()
})

test('the address, the language and the zone of mail are changed in the settings', async ({ forum, open }) => {
  const person = await forum.person(`changes_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/settings')
  const section = page.getByRole('region', { name: 'E-mail', exact: true })
  const press = () => section.getByRole('button', { name: 'Change the address' }).click()
  await press()
  await expect(section.getByText('This does not look like an e-mail address.')).toBeVisible()
  await expect(section.getByText('Write your password.')).toBeVisible()
  const email = `new_${person.handle}@example.org`
  await section.getByLabel('Another e-mail address').fill(email)
  await section.getByLabel('Your password').fill('not it at all')
  await press()
  await expect(section.getByText('This is not your password.')).toBeVisible()
  await section.getByLabel('Your password').fill(person.password)
  await press()
  await expect(section.getByText(`A link was sent to ${email}`)).toBeVisible()

  await section.getByRole('button', { name: 'Русский' }).click()
  await expect(section.getByRole('button', { name: 'Русский' })).toHaveAttribute('aria-pressed', 'true')
  await section.getByLabel('Time zone of mail').selectOption('Asia/Tokyo')
  await page.reload()
  await expect(section.getByLabel('Time zone of mail')).toHaveValue('Asia/Tokyo')

  await section.getByLabel('Another e-mail address').fill(email)
  await section.getByLabel('Your password').fill(person.password)
  await press()
  await expect.poll(async () => (await forum.mailsTo(email)).at(-1)?.subject).toBe('Подтвердите новый адрес почты')
  const mail = (await forum.mailsTo(email)).at(-1)
  if (!mail) throw new Error('no mail')
  await page.goto(`/confirm-email#${tokenIn(mail)}`)
  await page.getByRole('button', { name: 'Confirm the address' }).click()
  await expect(page.getByRole('status')).toHaveText('The address is confirmed.')
  await page.goto('/settings')
  await expect(section.getByText(email, { exact: true })).toBeVisible()
})

test('signing up gives the language and the zone of the browser', async ({ forum, open }) => {
  if (!narrowRussian) throw new Error('there is a narrow Russian setting')
  const { page, say } = await open({ setting: narrowRussian })
  const handle = `ru_${Date.now()}`
  await page.goto('/sign-up')
  await page.getByLabel(say('Handle')).fill(handle)
  await page.getByLabel(say('E-mail')).fill(`${handle}@example.org`)
  await page.getByLabel(say('Password')).fill('opens the door 7')
  await page.getByRole('button', { name: say('Sign up') }).click()
  await expect(page).toHaveURL('/')
  expect((await forum.mailsTo(`${handle}@example.org`)).map(({ subject }) => subject)).toEqual([
    'Подтвердите адрес почты',
  ])
})
