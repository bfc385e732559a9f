import type { Route } from '@playwright/test'
import { from, newAddress } from '../src/addresses.ts'
import { until } from '../src/until.ts'
import { expect, settings, test } from './fixtures.ts'

const [english, russian] = settings

for (const setting of [english, russian].filter((one) => one !== undefined)) {
  test(`an error's note names the request as the services wrote it into their lines (${setting.name})`, async ({
    forum,
    world: _writers,
    open,
  }) => {
    const { page, say } = await open({ setting })
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await forum.stores.sql('posts', 'ALTER TABLE tag_counters RENAME TO tag_counters_elsewhere')
    try {
      await page.goto('/tags')
      const note = page.getByText(say('To report this, name request <0>{id}</0>').replace(/ ?<0>.*/, ''))
      await expect(note).toBeVisible()
      const id = (await note.locator('code').textContent()) ?? ''
      expect(id).toMatch(/^[\da-f-]{36}$/)
      for (const service of ['gateway', 'posts'] as const)
        await until(async () => {
          const lines = forum.service(service).linesOf(id)
          return lines.some((line) => 'operation' in line && 'durationMs' in line) || JSON.stringify(lines)
        }, 10_000)

      await page.getByRole('button', { name: say('Copy'), exact: true }).click()
      await expect(page.getByRole('button', { name: say('Copied'), exact: true })).toBeVisible()
      expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(id)
    } finally {
      await forum.stores.sql('posts', 'ALTER TABLE tag_counters_elsewhere RENAME TO tag_counters')
    }
    await page.getByRole('button', { name: say('Try again') }).click()
    await expect(page.getByRole('link', { name: 'tea', exact: true })).toBeVisible()
  })

  test(`who is refused for asking too much is told until when, and goes on by itself (${setting.name})`, async ({
    world: _writers,
    open,
  }) => {
    const { page, say } = await open({ setting })
    const refused = newAddress()
    let left = 1
    await page.route('**/graphql', async (route) => {
      const isTags = route.request().postData()?.includes('"Tags"') ?? false
      if (!isTags || left === 0) return route.continue()
      left -= 1
      return refuse(route, refused)
    })
    await page.goto('/tags')
    await expect(page.getByText(say('Too much was asked from here at once.'), { exact: false }).last()).toBeVisible()
    await expect(page.getByRole('link', { name: 'tea', exact: true })).toBeVisible()
  })
}

/** The gateway's own refusal of this very request, to an address that sends more of it at once than it may. */
async function refuse(route: Route, address: string): Promise<void> {
  const headers = { ...route.request().headers(), ...from(address) }
  for (;;) {
    const answers = await Promise.all(Array.from({ length: 40 }, () => route.fetch({ headers })))
    const response = answers.find((answer) => answer.status() === 429)
    if (response) return route.fulfill({ response })
  }
}
