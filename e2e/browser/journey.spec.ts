import { randomBytes } from 'node:crypto'
import { expect, settings, test } from './fixtures.ts'

for (const setting of settings) {
  test(`sign up, write, comment, like, see the number (${setting.name})`, async ({ forum, open }) => {
    const { page, say } = await open({ setting })
    const handle = `ann_${randomBytes(4).toString('hex')}`
    const title = setting.language === 'ru' ? 'О чтении вслух' : 'On reading aloud'

    await page.goto('/sign-up')
    await expect(page.locator('html')).toHaveAttribute('lang', setting.language)
    await page.getByLabel(say('Handle'), { exact: true }).fill(handle)
    await page.getByLabel(say('E-mail')).fill(`${handle}@example.org`)
    await page.getByLabel(say('Password')).fill('a good long password')
    await page.getByRole('button', { name: say('Sign up') }).click()
    await expect(page).toHaveURL('/')

    await page.goto('/write')
    await page.getByRole('textbox', { name: say('Title') }).fill(title)
    await page.getByRole('textbox', { name: say('The text, in Markdown') }).fill('**One** voice, one chair.')
    await page.getByRole('button', { name: say('Publish') }).click()
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
    await expect(page.locator('strong')).toHaveText('One')

    await page.getByRole('button', { name: say('Write a comment') }).click()
    await page.getByRole('textbox', { name: say('Write a comment') }).fill('And a lamp.')
    await page.getByRole('button', { name: say('Publish') }).click()
    await expect(page.getByRole('article').filter({ hasText: 'And a lamp.' }).last()).toBeVisible()

    const like = page.getByRole('button', { name: say('Like'), exact: true }).first()
    await like.click()
    await expect(
      page.getByRole('button', { name: say('Take back the like, {likeCount} so far', { likeCount: 1 }) }),
    ).toHaveAttribute('aria-pressed', 'true')

    await forum.processAll()
    await page.goto('/statistics')
    await expect(page.getByRole('heading', { level: 1, name: say('Statistics') })).toBeVisible()
    for (const metric of ['Likes', 'Comments', 'Posts']) {
      const chart = page
        .getByRole('figure')
        .filter({ has: page.getByRole('slider', { name: say('{0} over time', { 0: say(metric) }), exact: true }) })
      await expect(chart).toContainText(/[1-9]/)
    }

    await page.goto(`/u/${handle}`)
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('link', { name: say('Day by day') }).click()
    const likes = page
      .getByRole('figure')
      .filter({ has: page.getByRole('slider', { name: say('{0} over time', { 0: say('Likes') }), exact: true }) })
    await expect(likes).toContainText(say('{total} in all', { total: 1 }))
  })
}
