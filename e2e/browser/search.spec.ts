import { expect, settings, test } from './fixtures.ts'

const [english, russian] = settings

test('a search says which of its words were not looked for', async ({ world: _writers, open }) => {
  const { page } = await open(english && { setting: english })
  await page.goto('/search?q=the+tea+of+24')
  await expect(page.getByRole('article', { name: 'Note 24 on tea' })).toBeVisible()
  await expect(page.getByText('“the”, “of” were not looked for: nearly every text has them.')).toBeVisible()
  await page.goto('/search?q=tea+24')
  await expect(page.getByRole('article', { name: 'Note 24 on tea' })).toBeVisible()
  await expect(page.getByText(/not looked for/)).toHaveCount(0)
})

test('words that all are in nearly every text are said to be so, instead of that fewer find more', async ({
  world: _writers,
  open,
}) => {
  const { page } = await open(english && { setting: english })
  await page.goto('/search?q=the+of')
  await expect(page.getByText('Nearly every text has these words, so they are not looked for.')).toBeVisible()
  await expect(page.getByText(/Fewer words/)).toHaveCount(0)
  await page.goto('/search?q=the+zyzzyva')
  await expect(page.getByText('“the” was not looked for: nearly every text has it.')).toBeVisible()
  await expect(page.getByText('No post has these words. Fewer words find more.')).toBeVisible()
})

test('both in Russian too', async ({ world: _writers, open }) => {
  const { page, say } = await open(russian && { setting: russian })
  await page.goto(`/search?q=${encodeURIComponent('не о муке')}`)
  await expect(page.getByText('Слова «не», «о» не искали: они есть почти в каждом тексте.')).toBeVisible()
  await page.goto(`/search?q=${encodeURIComponent('и')}`)
  await expect(
    page.getByText(say('Nearly every text has these words, so they are not looked for. Add a rarer one.')),
  ).toBeVisible()
})
