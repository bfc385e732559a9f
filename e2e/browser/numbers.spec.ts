import { expect, test } from './fixtures.ts'

test('statistics that are open stay in sight when the next numbers do not come', async ({ world: _written, open }) => {
  const { page } = await open()
  await page.clock.install()
  await page.goto('/statistics')
  const chart = page.getByRole('slider', { name: 'Views over time' })
  await expect(chart).toBeVisible()
  await page.route('**/graphql', (route) => route.abort('connectionreset'))
  await page.clock.fastForward('01:01')
  await expect(page.getByText('Newer numbers do not come at the moment.')).toBeVisible()
  await expect(chart).toBeVisible()
})

test('from 1120 px charts stand in pairs, and each has its axis', async ({ world: _written, open }) => {
  const { page } = await open()
  await page.goto('/statistics')
  const charts = page.getByRole('figure')
  await expect(charts).toHaveCount(7)
  const [first, second, third] = await Promise.all([0, 1, 2].map((index) => charts.nth(index).boundingBox()))
  expect(second?.y).toBe(first?.y)
  expect(second?.x ?? 0).toBeGreaterThan(first?.x ?? 0)
  expect(third?.x).toBe(first?.x)
  await expect(page.getByText(/s behind; days and hours of Europe\/Berlin$/)).toBeVisible()
})
