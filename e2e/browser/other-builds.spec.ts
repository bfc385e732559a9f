import type { Route } from '@playwright/test'
import { expect, settings, test } from './fixtures.ts'

// A page that was opened before the forum was renewed: the gateway does not know the hashes that it sends.

type Sent = { query?: string; extensions: { persistedQuery: { sha256Hash: string } } }
const sentIn = (route: Route): Sent => JSON.parse(route.request().postData() ?? '{}')

/** With a hash that no build has: what the gateway answers is what it would answer to another build. */
const asOtherBuild = (route: Route) =>
  route.continue({
    postData: JSON.stringify({
      ...sentIn(route),
      extensions: { persistedQuery: { version: 1, sha256Hash: '0'.repeat(64) } },
    }),
  })

const notice =
  'The forum was renewed since this page was opened. Load it anew to go on: what you wrote is kept in this browser.'

for (const setting of settings.slice(0, 2)) {
  test(`an older page sends its texts and goes on (${setting.name})`, async ({ world, open }) => {
    const { page } = await open({ setting, as: world.reader })
    let texts = 0
    await page.route('**/graphql', async (route) => {
      const isText = sentIn(route).query !== undefined
      texts += isText ? 1 : 0
      return isText ? route.continue() : asOtherBuild(route)
    })
    await page.goto('/tags')
    await expect(page.getByRole('link', { name: 'tea', exact: true })).toBeVisible()
    expect(texts).toBeGreaterThan(0)
  })

  test(`an older page whose texts are not answered says to load it anew (${setting.name})`, async ({ world, open }) => {
    const { page, say } = await open({ setting, as: world.reader })
    await page.route('**/graphql', (route) => {
      const extensions = { code: 'PERSISTED_QUERY_REQUIRED' }
      return route.fulfill({ status: 403, json: { errors: [{ message: 'Load it anew.', extensions }] } })
    })
    await page.goto('/tags')
    await expect(page.getByText(say(notice))).toBeVisible()
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: say('Load anew') }).click()
    await expect(page.getByRole('link', { name: 'tea', exact: true })).toBeVisible()
  })
}
