import type { Page } from '@playwright/test'
import { expect, settings, test } from './fixtures.ts'
import { settled } from './states.ts'

const topOf = async (page: Page, id: string) => {
  const box = await page.locator(`#comment-${id}`).boundingBox()
  return Math.round(box?.y ?? Number.NaN)
}

for (const setting of settings) {
  test(`a link to a comment lands on it, below what it answers (${setting.name})`, async ({ world, open }) => {
    const { page, say } = await open({ setting, as: world.reader })
    await page.goto(`/p/${world.post.id}/c/${world.deepComment.id}`)
    await settled(page, say)
    await expect.poll(() => topOf(page, world.deepComment.id)).toBe(96)
    const above = page.locator('li[data-comment]', { has: page.locator(`#comment-${world.deepComment.id}`) })
    await expect(above, 'each is under the one that it answers').toHaveCount(5)
    await expect(
      above
        .first()
        .getByRole('button', { name: say('Reply to {name}', { name: 'reader' }) })
        .first(),
    ).toBeAttached()
    await expect(page.getByText('The forecast promised sun.'), 'the text is folded').toHaveCount(0)
  })
}

test('a guest presses Reply, signs in and finds the reply open', async ({ forum, world, open }) => {
  const person = await forum.person(`replies_${Date.now()}`)
  const post = await world.author.post({ title: 'Answer me', body: 'Please.' })
  await world.reader.comment(post, 'Who goes first?')
  const { page } = await open()
  await page.goto(`/p/${post.id}`)
  await page.getByRole('link', { name: 'Reply to reader' }).click()
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('textbox', { name: 'Reply to reader' })).toBeFocused()
})

test('so does who replies to a comment that the first page does not hold', async ({ forum, world, open }) => {
  const [talker, person] = await Promise.all([forum.person('talker'), forum.person('latecomer')])
  const post = await world.author.post({ title: 'Much is said here', body: 'Please.' })
  for (let said = 1; said <= 51; said += 1) await talker.comment(post, `Said ${said}.`)
  const last = await world.reader.comment(post, 'Said last.')
  const { page } = await open()
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'More comments' }).click()
  await page.getByRole('link', { name: 'Reply to reader' }).click()
  await page.getByLabel('Handle or e-mail').fill(person.handle)
  await page.getByLabel('Password').fill(person.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('textbox', { name: 'Reply to reader' })).toBeFocused()
  await expect(page).toHaveURL(new RegExp(`/p/${post.id}/c/${last.id}\\?reply=`))
})

test('Escape leaves a reply and keeps its text; a new comment is in sight', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Left and come back to', body: 'Water.' })
  await world.author.comment(post, 'Said first.')
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'Reply to author' }).click()
  const text = page.getByRole('textbox', { name: 'Reply to author' })
  await text.fill('Half a reply')
  await page.keyboard.press('Escape')
  await expect(text).toHaveCount(0)
  await expect(page.locator('li[data-comment]:focus')).toContainText('Said first.')
  await page.keyboard.press('r')
  await expect(text).toHaveValue('Half a reply')
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('li[data-comment]:focus')).toContainText('Half a reply')
  await expect(page.locator('li[data-comment]:focus')).toBeInViewport()
  await expect(page.locator('li[data-comment]:focus')).toHaveCSS('outline-style', 'none')
})

test('a comment that is deleted hands the focus to its neighbour', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Fewer words', body: 'Water.' })
  await world.reader.comment(post, 'Goes away.')
  await world.reader.comment(post, 'Stays here.')
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${post.id}`)
  await page.getByRole('button', { name: 'More about this comment' }).first().click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Goes away.')).toHaveCount(0)
  await expect(page.locator('li[data-comment]:focus')).toContainText('Stays here.')
})

test('a post that is deleted leads back to where it was opened from', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Gone in a moment', body: 'Bye.' })
  const { page } = await open({ as: world.author })
  await page.goto(`/u/${world.author.handle}`)
  await page.getByRole('link', { name: 'Gone in a moment' }).click()
  await expect(page).toHaveURL(`/p/${post.id}`)
  await page.getByRole('button', { name: 'More about this post' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(`/u/${world.author.handle}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('it does so also when the page hears that the post is gone before it has left', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Gone before that', body: 'Bye.' })
  const { page } = await open({ as: world.author })
  await page.addInitScript(() => {
    const go = history.go.bind(history)
    history.go = (delta) => {
      const heard = new MutationObserver(() => {
        if (document.querySelector('h1')?.textContent !== 'No such post') return
        heard.disconnect()
        setTimeout(() => go(delta))
      })
      heard.observe(document.body, { childList: true, subtree: true })
    }
  })
  await page.goto(`/u/${world.author.handle}`)
  await page.getByRole('link', { name: 'Gone before that' }).click()
  await expect(page).toHaveURL(`/p/${post.id}`)
  await page.getByRole('button', { name: 'More about this post' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(`/u/${world.author.handle}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('copying a link says so, also where the browser hides the clipboard', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
  await page.goto(`/p/${world.post.id}`)
  await page.getByRole('button', { name: 'More about this post' }).click()
  await page.getByRole('menuitem', { name: 'Copy the link' }).click()
  await expect(page.getByText('Link copied')).toBeVisible()
  await expect(page.getByRole('button', { name: 'More about this post' })).toBeFocused()
})

test('the sign at its head folds a comment, and says how many it hides', async ({ world, open }) => {
  const { page } = await open()
  await page.goto(`/p/${world.post.id}`)
  await page.getByRole('button', { name: 'Fold the comment by reader' }).first().click()
  await expect(page.getByRole('button', { name: 'Unfold the comment by reader' })).toHaveText('+3')
  await expect(page.getByText('Which lights survive')).toHaveCount(0)
})

test('numbers of a post contradict no like, and zeros are not shown', async ({ world, open }) => {
  const post = await world.author.post({ title: 'Nobody has come yet', body: 'Water.' })
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${post.id}`)
  await expect(page.getByRole('link', { name: 'Day by day' })).toBeVisible()
  await page.getByRole('button', { name: 'Like', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Take back the like, 1 so far' })).toBeVisible()
  await expect(page.locator('#main').getByText(/(^|\D)0(\D|$)/)).toHaveCount(0)
})
