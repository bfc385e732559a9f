import { seedHot } from '../src/seed-hot.ts'
import { expect, settings, test } from './fixtures.ts'
import { settled } from './states.ts'

const words = {
  en: {
    hot: '3 likes, 1 comment, and 1 repost by 3 people in the last two days',
    two: '2 comments by 2 people in the last two days',
    top: '3 likes in the last day',
  },
  ru: {
    hot: '3 лайка, 1 комментарий и 1 репост от 3 человек за последние двое суток',
    two: '2 комментария от 2 человек за последние двое суток',
    top: '3 лайка за последние сутки',
  },
}

let seeded: { title: string }[] | undefined

test.describe('with what people did today', () => {
  test.beforeEach(async ({ forum, world }) => {
    seeded ??= await seedHot(world.admin)
    // First everything is counted; then Stats ranks what is counted.
    await forum.processAll()
    await forum.processAll()
  })

  for (const setting of settings) {
    test(`Hot and Top say why each post stands there (${setting.name})`, async ({ open }) => {
      const { page, say } = await open({ setting })
      const [warmest, warm, cooling] = (seeded ?? []).map(({ title }) =>
        page.getByRole('article', { name: title, exact: true }),
      )
      if (!warmest || !warm || !cooling) throw new Error('three posts were seeded')
      await page.goto('/')
      await page.getByRole('link', { name: say('Hot'), exact: true }).click()
      await expect(page.getByRole('heading', { level: 1, name: say('Hot') })).toBeFocused()
      await expect(page.getByRole('article').first()).toHaveAccessibleName(seeded?.[0]?.title ?? '')
      await expect(warmest).toContainText(words[setting.language].hot)
      await expect(cooling).toContainText(words[setting.language].two)
      await expect(page.getByText(say('The latest of the other posts'))).toBeVisible()

      await page.getByRole('link', { name: say('Top'), exact: true }).click()
      await page.getByRole('link', { name: say('Day'), exact: true }).click()
      await expect(page).toHaveURL(/\/top\?window=DAY$/)
      await expect(warmest).toContainText(words[setting.language].top)
      await page.reload()
      await settled(page, say)
      await expect(page.getByRole('link', { name: say('Day'), exact: true })).toHaveAttribute('aria-current', 'true')
      await expect(warmest).toContainText(words[setting.language].top)
    })

    test(`Hot says that its numbers are away, and is Active meanwhile (${setting.name})`, async ({ forum, open }) => {
      await forum.stores.sql('posts', "UPDATE ranking_snapshots SET as_of = as_of - interval '11 minutes'")
      try {
        const { page, say } = await open({ setting })
        await page.goto('/hot')
        await settled(page, say)
        await expect(
          page.getByText(say('The numbers behind Hot are away. These are the posts that were answered last.')),
        ).toBeVisible()
        await expect(page.getByRole('article').first()).toBeVisible()
      } finally {
        await forum.stores.sql('posts', "UPDATE ranking_snapshots SET as_of = as_of + interval '11 minutes'")
      }
    })
  }
})

for (const setting of settings) {
  test(`the most liked comments come first when asked, and the address says so (${setting.name})`, async ({
    world,
    open,
  }) => {
    const post = await world.author.post({ title: `Which is best ${setting.name}`, body: 'Say.' })
    await world.reader.comment(post, 'The first word.')
    const liked = await world.reader.comment(post, 'The word that is liked.')
    await world.author.comment(post, 'An answer to it.', liked)
    await world.author.likeComment(liked)
    const { page, say } = await open({ setting, as: world.reader })
    await page.goto(`/p/${post.id}`)
    const comments = page.locator('li[data-comment]')
    await expect(comments.first()).toContainText('The first word.')
    await page.getByRole('link', { name: say('Most liked first') }).click()
    await expect(page).toHaveURL(/\?sort=TOP#comments$/)
    await expect(comments.first()).toContainText('The word that is liked.')
    await expect(comments.first()).toContainText('An answer to it.')
    await page.reload()
    await settled(page, say)
    await expect(comments.first()).toContainText('The word that is liked.')
    await page.getByRole('link', { name: say('Oldest first') }).click()
    await expect(page).toHaveURL(new RegExp(`/p/${post.id}#comments$`))
    await expect(comments.first()).toContainText('The first word.')
  })
}
