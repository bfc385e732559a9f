import type { Person } from '../src/person.ts'
import { until } from '../src/until.ts'
import { expect, test } from './fixtures.ts'

// Each test ends one service of its worker's forum and starts it again; the tests of a worker run one after the other.

test('without Stats posts are read and written, and the numbers say so', async ({ forum, world, open }) => {
  await forum.kill('stats')
  try {
    const { page } = await open({ as: world.reader })
    await page.goto(`/p/${world.post.id}`)
    await expect(
      page.getByRole('heading', { level: 1, name: 'Two hundred kilometres and one winter tyre' }),
    ).toBeVisible()
    await expect(page.getByText('The numbers of this post are not available at the moment.')).toBeVisible()
    await expect(page.getByText('Which lights survive')).toBeVisible()
    await page.goto('/statistics')
    await expect(page.getByText('Statistics are not available at the moment. Everything else works.')).toBeVisible()
  } finally {
    await forum.restart('stats')
  }
})

test('without Auth a signed-in reader reads as a guest, and what they write is kept', async ({
  forum,
  world,
  open,
}) => {
  const { page } = await open({ as: world.reader })
  await page.goto(`/p/${world.post.id}`)
  await page.getByRole('button', { name: 'Write a comment' }).click()
  await page.getByRole('textbox', { name: 'Write a comment' }).fill('Kept while Auth is away.')
  await forum.kill('auth')
  try {
    await page.context().clearCookies({ name: /access$/ })
    await page.getByRole('button', { name: 'Publish' }).click()
    await expect(page.getByRole('alert')).toContainText('Signing in is not possible at the moment')
    await expect(page.getByRole('textbox', { name: 'Write a comment' })).toHaveValue('Kept while Auth is away.')

    await page.goto('/')
    await expect(page.getByRole('main').getByRole('article').first()).toBeVisible()
    await expect(page.getByText('name not available now').first()).toBeVisible()
    await expect(page.getByText('What is public stays readable').first()).toBeVisible()
  } finally {
    await forum.restart('auth')
    await everybodyAsksAuth(world.reader)
  }
})

test('without Posts the rest stays readable and says what is missing', async ({ forum, world, open }) => {
  await forum.kill('posts')
  try {
    const { page } = await open()
    await page.goto('/')
    await expect(page.getByText('The posts cannot be fetched at the moment.')).toBeVisible()
    await page.goto(`/u/${world.author.handle}`)
    await expect(page.getByRole('heading', { level: 1, name: world.author.handle })).toBeVisible()
    await expect(page.getByText('Their posts cannot be fetched at the moment.')).toBeVisible()
    await page.goto('/statistics')
    await expect(page.getByRole('slider').first()).toBeVisible()

    await forum.restart('posts')
    await page.goto('/')
    await expect(page.getByRole('article').first()).toBeVisible()
  } finally {
    if (!forum.service('posts').isRunning) await forum.restart('posts')
  }
})

/** Resolves when the gateway and each subgraph have found Auth again: the next test begins in a whole forum. */
async function everybodyAsksAuth(person: Person): Promise<void> {
  await person.login()
  const all = '{ statsAsOf viewer { id bookmarks(first: 1) { edges { cursor } } } }'
  await until(async () => {
    const { errors } = await person.client.run(all)
    return errors.length === 0 || errors.map(({ message }) => message).join('; ')
  }, 30_000)
}
