import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

async function begin(page: Page, title: string): Promise<void> {
  await page.goto('/write')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'The text, in Markdown' }).fill('Not sent yet.')
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
}

const publish = (page: Page) => page.getByRole('button', { name: 'Publish' }).click()

test('a draft survives a reload', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await begin(page, 'Half a thought')
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Half a thought')
  await expect(page.getByRole('textbox', { name: 'The text, in Markdown' })).toHaveValue('Not sent yet.')
})

test('a draft is given up only after a question', async ({ forum, open }) => {
  const person = await forum.person(`discards_${Date.now()}`)
  const { page } = await open({ as: person })
  await begin(page, 'A thought too many')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('button', { name: 'Keep it' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('A thought too many')
  await page.getByRole('button', { name: 'Discard' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('')
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('')
})

test('a draft survives a session that ends while it is written, and is published after signing in again', async ({
  forum,
  open,
}) => {
  const person = await forum.person(`ended_${Date.now()}`)
  const { page } = await open({ as: person })
  await begin(page, 'Across sessions')
  await person.client.mutate('mutation { logoutEverywhere { __typename ... on Problem { message code } } }')

  await publish(page)
  await expect(page.getByRole('alert')).toContainText('Your session has ended')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Across sessions')

  await page.getByRole('alert').getByRole('link', { name: 'sign in' }).click()
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/write')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Across sessions')
  await publish(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Across sessions' })).toBeVisible()
})

test('a post whose answer was lost is not published twice', async ({ forum, open }) => {
  const person = await forum.person(`lost_${Date.now()}`)
  const { page } = await open({ as: person })
  await begin(page, 'Once only')

  let isLost = false
  await page.route('**/graphql', async (route) => {
    if (isLost || !route.request().postData()?.includes('"CreatePost"')) return route.continue()
    isLost = true
    await route.fetch() // it arrives, but its answer does not come back
    return route.abort('connectionreset')
  })
  await publish(page)
  await expect(page.getByRole('alert')).toContainText('it will not be published twice')
  await publish(page)
  await expect(page.getByRole('heading', { level: 1, name: 'Once only' })).toBeVisible()

  await page.goto(`/u/${person.handle}`)
  await expect(page.getByRole('link', { name: 'Once only' })).toHaveCount(1)
})

test('a draft of one person is not shown to the next', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await begin(page, 'Nobody else reads this')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Sign out', exact: true }).last().click()
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()

  await page.goto('/sign-in?next=/write')
  await page.getByLabel('Handle or e-mail').fill(world.newcomer.handle)
  await page.getByLabel('Password').fill(world.newcomer.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('')
})

test('a comment that the browser cannot keep is not left without a question', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.addInitScript("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
  await page.goto(`/p/${world.post.id}`)
  await page.getByRole('button', { name: 'Write a comment' }).click()
  const text = page.getByRole('textbox', { name: 'Write a comment' })
  await text.fill('Kept nowhere.')
  await page.getByRole('link', { name: 'Search' }).click()
  await page.getByRole('button', { name: 'Stay here' }).click()
  await expect(text).toHaveValue('Kept nowhere.')
  await page.getByRole('link', { name: 'Search' }).click()
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Search' })).toBeVisible()
})

test('a reply keeps its text under its comment', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${world.post.id}`)
  await page.getByRole('button', { name: 'Reply to author' }).first().click()
  await page.getByRole('textbox', { name: 'Reply to author' }).fill('Wait, I have')
  await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Reply to author' }).first().click()
  await expect(page.getByRole('textbox', { name: 'Reply to author' })).toHaveValue('Wait, I have')
})
