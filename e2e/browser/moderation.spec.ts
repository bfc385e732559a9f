import type { Page } from '@playwright/test'
import { expect, settings, test } from './fixtures.ts'
import type { Say } from './words.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

async function choose(page: Page, say: Say, menu: string, item: string): Promise<void> {
  await page.getByRole('button', { name: say(menu) }).press('Enter')
  await page.getByRole('menuitem', { name: say(item), exact: true }).press('Enter')
}

for (const setting of [settings[0], narrowRussian]) {
  if (!setting) throw new Error('there is a first setting and a narrow Russian one')
  test(`a post is removed with a reason, its author reads why, and the log gives it back (${setting.language})`, async ({
    world,
    open,
  }) => {
    const post = await world.author.post({ title: `Buy tea now ${setting.language}`, body: 'Cheap.' })
    const { page, say } = await open({ as: world.admin, setting })
    await page.goto(`/p/${post.id}`)
    await choose(page, say, 'More about this post', 'Remove…')
    await expect(page.getByLabel(say('Why? They are told.'))).toBeFocused()
    await page.getByRole('button', { name: say('Remove'), exact: true }).press('Enter')
    await expect(page.getByText(say('1 to 500 characters.'))).toBeVisible()
    await page.getByLabel(say('Why? They are told.')).fill('Selling <b>tea</b>.')
    await page.getByRole('button', { name: say('Remove'), exact: true }).press('Enter')
    await expect(page.getByText('Selling <b>tea</b>.')).toBeVisible()
    await expect(page.getByRole('button', { name: say('Like'), exact: true })).toHaveCount(0)

    const guest = await open({ setting })
    await guest.page.goto(`/p/${post.id}`)
    await expect(guest.page.getByRole('heading', { name: say('No such post') })).toBeVisible()
    const writer = await open({ as: world.author, setting })
    await writer.page.goto(`/u/${world.author.handle}`)
    await expect(writer.page.locator(`#post-${post.id}`)).toContainText('Selling <b>tea</b>.')

    await page.goto('/moderation/log')
    const entry = page.getByRole('listitem').filter({ hasText: 'Selling <b>tea</b>.' }).first()
    await entry.getByRole('button', { name: say('Undo') }).press('Enter')
    await expect(entry.getByRole('button')).toHaveCount(0)
    await guest.page.reload()
    await expect(guest.page.getByRole('heading', { name: `Buy tea now ${setting.language}` })).toBeVisible()
  })
}

test('a removed comment with answers is one quiet line to others; its moderator reads it and restores it in place', async ({
  world,
  open,
}) => {
  const post = await world.author.post({ title: 'Talk here', body: 'Please.' })
  const comment = await world.reader.comment(post, 'Something rude.')
  await world.author.comment(post, 'Now, now.', comment)
  const { page, say } = await open({ as: world.admin })
  await page.goto(`/p/${post.id}`)
  const row = page.locator(`#comment-${comment.id}`)
  await row
    .getByRole('button', { name: say('More about this comment') })
    .first()
    .press('Enter')
  await page.getByRole('menuitem', { name: 'Remove…' }).press('Enter')
  await page.getByLabel('Why? They are told.').fill('Be kind.')
  await page.getByRole('button', { name: 'Remove', exact: true }).press('Enter')
  await expect(row.getByText('Removed by moderators: Be kind.')).toBeVisible()
  await expect(row.getByText('Something rude.')).toBeVisible()

  const guest = await open()
  await guest.page.goto(`/p/${post.id}`)
  await expect(guest.page.getByText('A comment was removed here.')).toBeVisible()
  await expect(guest.page.getByText('Something rude.')).toHaveCount(0)
  await expect(guest.page.getByText('Now, now.')).toBeVisible()

  await row.getByRole('button', { name: 'More about this comment' }).first().press('Enter')
  await page.getByRole('menuitem', { name: 'Restore' }).press('Enter')
  await expect(row.getByText('Be kind.')).toHaveCount(0)
  await guest.page.reload()
  await expect(guest.page.getByText('Something rude.')).toBeVisible()
})

test('a locked thread says so and takes no reply; a pinned post stands above the feed until a reader folds it', async ({
  world,
  open,
}) => {
  const post = await world.author.post({ title: 'How this place works', body: 'Read first.' })
  await world.reader.comment(post, 'Thanks.')
  const { page, say } = await open({ as: world.admin })
  await page.goto(`/p/${post.id}`)
  await choose(page, say, 'More about this post', 'Lock the thread')
  await expect(page.getByText('locked', { exact: true })).toBeVisible()
  await choose(page, say, 'More about this post', 'Pin above the feed')
  await page.getByRole('button', { name: 'More about this post' }).press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Unpin' })).toBeVisible()

  const reader = await open({ as: world.reader })
  await reader.page.goto(`/p/${post.id}`)
  await expect(reader.page.getByText('locked', { exact: true })).toBeVisible()
  await expect(reader.page.getByRole('button', { name: 'Write a comment' })).toHaveCount(0)
  await reader.page.goto('/')
  const pins = reader.page.getByRole('list', { name: 'Pinned' })
  await expect(pins).toContainText('How this place works')
  await expect(pins.getByText('pinned')).toBeVisible()
  await pins.getByRole('button', { name: /^Fold/ }).press('Enter')
  await reader.page.reload()
  await expect(pins).toContainText('How this place works')
  await expect(pins.getByText('pinned')).toHaveCount(0)
  await expect(pins.getByRole('button', { name: /^Unfold/ })).toHaveAttribute('aria-expanded', 'false')

  await page.getByRole('menuitem', { name: 'Unpin' }).press('Enter')
  await page.goto('/')
  await expect(page.getByRole('list', { name: 'Pinned' })).toHaveCount(0)
})

test('what somebody wrote since a moment is removed with its number on the button', async ({ forum, world, open }) => {
  const seller = await forum.person(`seller_${Date.now()}`)
  for (const title of ['Buy one', 'Buy two', 'Buy three']) await seller.post({ title })
  const { page } = await open({ as: world.admin })
  await page.goto(`/u/${seller.handle}`)
  await page.getByRole('button', { name: 'Remove what they wrote…' }).press('Enter')
  await page.getByLabel('Written since').selectOption({ label: 'An hour ago' })
  await page.getByLabel('Why? They are told.').fill('Selling.')
  await page.getByRole('button', { name: 'Remove 3 texts' }).press('Enter')
  await expect(page.getByRole('status')).toContainText('3 texts are removed.')
  const guest = await open()
  await guest.page.goto(`/u/${seller.handle}`)
  await expect(guest.page.getByText('Buy one')).toHaveCount(0)
})

test('the log is for moderators', async ({ world, open }) => {
  const { page } = await open({ as: world.reader })
  await page.goto('/moderation/log')
  await expect(page.getByRole('heading', { name: 'For moderators' })).toBeVisible()
})
