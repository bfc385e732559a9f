import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** Presses Tab until the focus is on what is wanted; a page that needs more than 120 steps is not usable by keyboard. */
async function tabTo(page: Page, role: string, name: string | RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = page.getByRole(role as 'button', { name }).first()
  await wanted.waitFor()
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press(key)
    if ((await wanted.and(page.locator(':focus')).count()) > 0) return
  }
  throw new Error(`Tab does not lead to the ${role} "${name}"`)
}

test('sign in, write, comment and like by keyboard alone', async ({ world, open }) => {
  const { page } = await open()
  await page.goto('/')
  await expect(page.getByRole('article').first()).toBeVisible()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused()

  await tabTo(page, 'link', 'Sign in')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeFocused()
  await tabTo(page, 'textbox', 'Handle or e-mail')
  await page.keyboard.type(world.reader.handle)
  await page.keyboard.press('Tab')
  await page.keyboard.type(world.reader.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/')

  await expect(page.getByRole('heading', { level: 1, name: 'Latest' })).toBeFocused()
  await tabTo(page, 'link', 'Write', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, 'textbox', 'Title')
  await page.keyboard.type('Written without a mouse')
  await tabTo(page, 'textbox', 'The text, in Markdown')
  await page.keyboard.press('Control+b')
  await page.keyboard.type('Keys')
  await page.keyboard.press('End')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Written without a mouse' })).toBeFocused()
  await expect(page.locator('strong')).toHaveText('Keys')

  await tabTo(page, 'button', /^Like/)
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Take back the like, 1 so far' })).toBeFocused()

  await tabTo(page, 'button', 'Write a comment')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Write a comment' })).toBeFocused()
  await page.keyboard.type('Said the keyboard.')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('li:focus')).toContainText('Said the keyboard.')

  await tabTo(page, 'button', 'More about this post')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy the link' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'More about this post' })).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Copy the link' })).toBeFocused()
  await page.keyboard.press('End')
  await expect(page.getByRole('menuitem').last()).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'More about this post' })).toBeFocused()
})

test('a bookmark of a lost post that is removed hands the focus to its neighbour, the last one to the heading', async ({
  forum,
  open,
}) => {
  const [writer, keeper] = await Promise.all([forum.person(`w_${Date.now()}`), forum.person(`k_${Date.now()}`)])
  const [kept, lost] = [await writer.post({ title: 'Still here' }), await writer.post({ title: 'Soon gone' })]
  await keeper.bookmark(kept)
  await keeper.bookmark(lost)
  await writer.makePrivate(lost)
  const { page } = await open({ as: keeper })
  await page.goto('/bookmarks')
  const remove = page.getByRole('button', { name: 'Remove', exact: true })
  await remove.press('Enter')
  await expect(remove).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Still here', exact: true })).toBeFocused()

  await writer.makePrivate(kept)
  await page.reload()
  await remove.press('Enter')
  await expect(remove).toHaveCount(0)
  await expect(page.getByRole('heading', { level: 1, name: 'Bookmarks' })).toBeFocused()
})
