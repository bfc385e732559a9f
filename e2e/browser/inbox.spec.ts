import type { Person } from '../src/person.ts'
import { expect, settings, test } from './fixtures.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

for (const setting of [settings[0], narrowRussian]) {
  if (!setting) throw new Error('there is a first setting and a narrow Russian one')

  test(`somebody answers and likes, and the inbox says so until it is opened and read (${setting.language})`, async ({
    forum,
    open,
  }) => {
    const [ann, bob] = await Promise.all([forum.person(`ann_${Date.now()}`), forum.person(`bob_${Date.now()}`)])
    const post = await ann.post({ title: 'On kettles' })
    const reader = await open({ as: ann, setting })
    const { page, say } = reader
    await page.goto('/')
    const word = page.getByRole('navigation', { name: say('Main') }).getByRole('link', { name: say('Inbox') })
    await expect(word).toHaveText(say('Inbox'))

    // In a browser of his own.
    const other = await open({ as: bob, setting })
    await other.page.goto(`/p/${post.id}`)
    await other.page.getByRole('button', { name: say('Like'), exact: true }).click()
    await other.page.getByRole('button', { name: say('Write a comment') }).click()
    await other.page.getByRole('textbox', { name: say('Write a comment') }).fill('Copper ones.')
    await other.page.keyboard.press('Control+Enter')
    await expect(other.page.getByText('Copper ones.')).toBeVisible()
    await forum.processAll()

    await page.reload()
    await expect(word).toContainText('2')
    await expect(page).toHaveTitle(/^\(2\) /)
    await word.click()
    await expect(page.getByRole('heading', { level: 1, name: say('Inbox') })).toBeVisible()
    const rows = page.getByRole('main').getByRole('article')
    await expect(rows).toHaveCount(2)
    await expect(rows.first()).toContainText('Copper ones.')
    await expect(rows.first()).toContainText(bob.handle)
    // What was drawn is seen; it is not read.
    await expect(word).toHaveText(say('Inbox'))
    await expect(page).not.toHaveTitle(/^\(/)
    await expect(page.getByRole('button', { name: say('Mark all read') })).toBeVisible()

    await rows.first().getByRole('link').click()
    await expect(page).toHaveURL(new RegExp(`/p/${post.id}/c/`))
    await expect(page.getByText('Copper ones.')).toBeVisible()
    await expect(async () => expect(await unread(ann)).toBe(1)).toPass()
    await page.goBack()
    await page.getByRole('button', { name: say('Mark all read') }).press('Enter')
    await expect(page.getByRole('button', { name: say('Mark all read') })).toBeHidden()
    // The page does not wait for the forum's answer.
    await expect(async () => expect(await unread(ann)).toBe(0)).toPass()
  })

  test(`a thread is watched, muted and neither (${setting.language})`, async ({ forum, world, open }) => {
    const ann = await forum.person(`cem_${Date.now()}`)
    const { page, say } = await open({ as: ann, setting })
    await page.goto(`/p/${world.post.id}`)
    const more = page.getByRole('button', { name: say('More about this post') })
    const press = async (english: string) => {
      await more.click()
      await page.getByRole('menuitem', { name: say(english), exact: true }).click()
    }
    await press('Watch for new comments')
    await expect(async () => expect(await watchOf(ann, world.post.id)).toBe('WATCH')).toPass()
    await press('Mute')
    await expect(page.getByText(say('muted by you'))).toBeVisible()
    expect(await watchOf(ann, world.post.id)).toBe('MUTE')
    await press('Unmute')
    await expect(page.getByText(say('muted by you'))).toBeHidden()
    expect(await watchOf(ann, world.post.id)).toBe('NORMAL')
  })

  test(`a name is completed by keys and by a press, and the link tells who it names (${setting.language})`, async ({
    forum,
    open,
  }) => {
    // Nobody else's name begins so, also where this runs in the other language on the same forum.
    const mark = `z${setting.language}`
    const now = Date.now()
    const [ann, dan, dora] = await Promise.all([
      forum.person(`eve_${now}`),
      forum.person(`${mark}_dan_${now}`),
      forum.person(`${mark}_dora_${now}`),
    ])
    await forum.processAll()
    const post = await ann.post({ title: 'On names' })
    const { page, say } = await open({ as: ann, setting })
    await page.goto(`/p/${post.id}`)
    await page.getByRole('button', { name: say('Write a comment') }).click()
    const field = page.getByRole('textbox', { name: say('Write a comment') })
    await field.click()
    await page.keyboard.type(`Hi @${mark}`)
    await expect(page.getByRole('option')).toHaveCount(2)
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('option', { selected: true })).toContainText(dora.handle)
    await page.keyboard.press('Enter')
    await expect(field).toHaveValue(`Hi @${dora.handle} `)
    await page.keyboard.type(`and @${mark}`)
    await page.getByRole('option').filter({ hasText: dan.handle }).click()
    await expect(field).toHaveValue(`Hi @${dora.handle} and @${dan.handle} `)
    await expect(field).toBeFocused()
    // Escape closes the list, and only then the reply.
    await page.keyboard.type(`@${mark}`)
    await expect(page.getByRole('option').first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('option')).toHaveCount(0)
    await expect(field).toBeFocused()
    await page.keyboard.press('Control+Enter')
    await page.getByRole('link', { name: `@${dora.handle}` }).click()
    await expect(page).toHaveURL(new RegExp(`/u/${dora.handle}`))
    expect(await unread(dora)).toBe(1)
    expect(await unread(dan)).toBe(1)
  })

  test(`what comes into the inbox is chosen by kind (${setting.language})`, async ({ forum, open }) => {
    const ann = await forum.person(`flo_${Date.now()}`)
    const { page, say } = await open({ as: ann, setting })
    await page.goto('/settings')
    await page.getByRole('checkbox', { name: say('Likes') }).uncheck()
    await page.reload()
    await expect(page.getByRole('checkbox', { name: say('Likes') })).not.toBeChecked()
    await expect(page.getByRole('checkbox', { name: say('Reposts') })).toBeChecked()
  })
}

async function unread(person: Person): Promise<number> {
  const { viewer } = await person.client.query<{ viewer: { unreadNotificationCount: number } }>(
    '{ viewer { unreadNotificationCount } }',
  )
  return viewer.unreadNotificationCount
}

async function watchOf(person: Person, id: string): Promise<string> {
  const { post } = await person.client.query<{ post: { viewerWatch: string } }>(
    'query Watch($id: ID!) { post(id: $id) { viewerWatch } }',
    { id },
  )
  return post.viewerWatch
}
