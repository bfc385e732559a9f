import { expect, test } from './fixtures.ts'

const title = 'Title'
const text = 'The text, in Markdown'

test('Publish says all that is missing at once, and the focus goes to the first of it', async ({ world, open }) => {
  const { page } = await open({ as: world.newcomer })
  await page.goto('/write')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('A title is missing.')).toBeVisible()
  await expect(page.getByText('The text is missing.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: title })).toBeFocused()
  await page.keyboard.type('There it is')
  await expect(page.getByText('A title is missing.')).toHaveCount(0)
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('textbox', { name: text })).toBeFocused()
})

test('sending says so and keeps the focus', async ({ forum, open }) => {
  const person = await forum.person(`sends_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/write')
  await page.getByRole('textbox', { name: title }).fill('On its way')
  await page.getByRole('textbox', { name: text }).fill('Slowly.')
  let goOn: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('"CreatePost"')) await held
    await route.continue()
  })
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('button', { name: 'Publishing…' })).toBeFocused()
  goOn()
  await expect(page.getByRole('heading', { level: 1, name: 'On its way' })).toBeVisible()
})

test('two tabs that write new posts have a draft each, and each finds its own after a reload', async ({
  forum,
  open,
}) => {
  const person = await forum.person(`two_tabs_${Date.now()}`)
  const { page: first } = await open({ as: person })
  const second = await first.context().newPage()
  for (const [page, words] of [
    [first, 'Of the first'],
    [second, 'Of the second'],
  ] as const) {
    await page.goto('/write')
    await page.getByRole('textbox', { name: title }).fill(words)
    await expect(page.getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
  }
  await first.reload()
  await expect(first.getByRole('textbox', { name: title })).toHaveValue('Of the first')
  await second.reload()
  await expect(second.getByRole('textbox', { name: title })).toHaveValue('Of the second')
})

test('smileys are counted as characters, as the forum counts them', async ({ forum, open }) => {
  const person = await forum.person(`smileys_${Date.now()}`)
  const { page } = await open({ as: person })
  await page.goto('/write')
  await page.getByRole('textbox', { name: title }).fill('🙂'.repeat(201))
  await page.getByRole('textbox', { name: text }).fill('Water.')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByText('The title is too long by 1: it holds 200 characters.')).toBeVisible()
  await page.getByRole('textbox', { name: title }).fill('🙂'.repeat(200))
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('heading', { level: 1, name: '🙂'.repeat(200) })).toBeVisible()
})

test('the preview of an edit is there before anything is asked, and runs with the text', async ({ world, open }) => {
  const body = Array.from({ length: 60 }, (_, index) => `Paragraph ${index + 1}, on and on.`).join('\n\n')
  const post = await world.author.post({ title: 'Long enough to scroll', body })
  const { page } = await open({ as: world.author })
  await page.route('**/graphql', (route) =>
    route.request().postData()?.includes('"RenderMarkdown"') ? route.abort() : route.continue(),
  )
  await page.goto(`/p/${post.id}/edit`)
  const last = page.getByRole('paragraph').filter({ hasText: 'Paragraph 60, on and on.' })
  await expect(last).toBeAttached()
  await expect(last).not.toBeInViewport()
  await page.getByRole('textbox', { name: text }).evaluate((area) => area.scrollTo(0, area.scrollHeight))
  await expect(last).toBeInViewport()
})

test('what the server refuses to lay out is said in the preview, with its line', async ({ world, open }) => {
  const { page } = await open({ as: world.newcomer })
  await page.goto('/write')
  await page.getByRole('textbox', { name: text }).fill(`${'> '.repeat(60)}too deep`)
  await expect(page.getByText('No preview at the moment.')).toHaveCount(0)
  await expect(page.getByText(/^Line 1: lists and quotations stand too deep/)).toBeVisible()
})
