import { expect, settings, test } from './fixtures.ts'

const narrowRussian = settings.find(({ language, width }) => language === 'ru' && width === 360)

for (const setting of [settings[0], narrowRussian]) {
  if (!setting) throw new Error('there is a first setting and a narrow Russian one')
  const { language } = setting

  test(`somebody is blocked from the menu of a comment, shown anyway, and unblocked on their page (${language})`, async ({
    forum,
    open,
  }) => {
    const [reader, other] = [await forum.person(`quiet_${Date.now()}`), await forum.person(`loud_${Date.now()}`)]
    const post = await reader.post({ title: `A talk ${Date.now()}` })
    const loud = await other.comment(post, 'Much too loud.')
    await reader.comment(post, 'A calm answer.', loud)
    await other.comment(post, 'Nobody answers this.')
    const theirs = await other.post({ title: `Noise ${Date.now()}` })
    await reader.follow(other)

    const { page, say } = await open({ as: reader, setting })
    const name = other.handle
    await page.goto(`/p/${post.id}`)
    await expect(page.getByText('Nobody answers this.')).toBeVisible()
    const asked: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/graphql')) asked.push(String(request.postData()))
    })
    const comment = page.locator(`#comment-${loud.id}`)
    await comment
      .getByRole('button', { name: say('More about this comment') })
      .first()
      .press('Enter')
    await page.getByRole('menuitem', { name: say('Block {name}', { name }) }).press('Enter')
    await expect(page.getByRole('dialog')).toContainText(say('Block {name}?', { name }))
    await page.getByRole('button', { name: say('Block'), exact: true }).press('Enter')

    await expect(page.getByText(say('A comment by somebody you have blocked.'))).toHaveCount(1)
    await expect(page.getByText('Much too loud.')).toHaveCount(0)
    await expect(page.getByText('Nobody answers this.')).toHaveCount(0)
    await expect(page.getByText('A calm answer.')).toBeVisible()
    expect(asked.filter((text) => !text.includes('BlockUser') && !text.includes('View'))).toEqual([])

    await page.getByRole('button', { name: say('Show anyway') }).press('Enter')
    await expect(page.getByText('Much too loud.')).toBeVisible()
    await page.reload()
    await expect(page.getByText(say('A comment by somebody you have blocked.'))).toHaveCount(1)
    await page.goto('/')
    await expect(page.locator(`#post-${post.id}`)).toBeVisible()
    await expect(page.locator(`#post-${theirs.id}`)).toHaveCount(0)
    await page.goto(`/p/${theirs.id}`)
    await expect(page.getByText('Noise')).toHaveCount(0)

    await page.goto(`/u/${other.handle}`)
    await expect(page.locator(`#post-${theirs.id}`)).toHaveCount(0)
    await page.getByRole('button', { name: say('Unblock'), exact: true }).press('Enter')
    await expect(page.locator(`#post-${theirs.id}`)).toBeVisible()
    await expect(page.getByRole('button', { name: say('Follow {displayName}', { displayName: name }) })).toBeVisible()
  })

  test(`somebody is muted in a list and shown again in the settings, a word is muted and removed (${language})`, async ({
    forum,
    open,
  }) => {
    const stamp = Date.now()
    const [reader, other] = [await forum.person(`reads_${stamp}`), await forum.person(`writes_${stamp}`)]
    const post = await other.post({ title: `Thoughts ${stamp}` })
    const calm = await reader.post({ title: `Calm ${stamp}` })
    const { page, say } = await open({ as: reader, setting })
    const name = other.handle
    await page.goto('/')
    const row = page.locator(`#post-${post.id}`)
    await row.getByRole('button', { name: say('More about {0}', { 0: `Thoughts ${stamp}` }) }).press('Enter')
    await page.getByRole('menuitem', { name: say('Mute {name}', { name }) }).press('Enter')
    await expect(row).toHaveCount(0)

    await page.goto('/settings')
    await page.getByRole('link', { name: say('People and words that you do not want to meet') }).click()
    await page.getByRole('button', { name: say('Unmute {name}', { name }) }).press('Enter')
    await expect(page.getByText(say('You have muted nobody.'))).toBeVisible()

    const word = page.getByLabel(say('Word or phrase'))
    await page.getByRole('button', { name: say('Mute the word') }).press('Enter')
    await expect(page.getByText(say('Write the word to mute.'))).toBeVisible()
    await word.fill('thought')
    await page.getByLabel(say('For how long')).selectOption('7')
    await word.press('Enter')
    const remove = page.getByRole('button', { name: say('Remove {muted}', { muted: 'thought' }) })
    await expect(remove).toBeVisible()
    await expect(word).toBeFocused()
    await page.goto('/')
    await expect(page.locator(`#post-${calm.id}`)).toBeVisible()
    await expect(row).toHaveCount(0)
    await page.goto('/settings/hidden')
    await remove.press('Enter')
    await expect(remove).toHaveCount(0)
    await page.goto('/')
    await expect(row).toBeVisible()
  })
}
