import type { Page } from '@playwright/test'
import type { Result } from 'axe-core'
import { routeTable } from '../../web/src/app/route-table.ts'
import { expect, settings, test } from './fixtures.ts'
import { openQuestion, settled, states } from './states.ts'

const maxStates = 140

test('every page of the router is looked at, in at most a hundred and forty states', () => {
  const covered = new Set(states.map(({ route }) => route))
  expect(routeTable.map(({ name }) => name).filter((name) => !covered.has(name))).toEqual([])
  expect(states.length * settings.length).toBeLessThanOrEqual(maxStates)
})

for (const setting of settings) {
  test(`a question floats over its page, which is dimmed and stays in sight (${setting.name})`, async ({
    world,
    look,
  }) => {
    const { page, say } = await look({ setting, as: world.author })
    await page.goto(`/p/${world.post.id}`)
    await settled(page, say)
    await openQuestion(page, say)
    await expect(page.getByRole('dialog').locator('..')).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
    const colour = await page.evaluate<string>(
      `getComputedStyle(document.querySelector('[class*="shade"]')).backgroundColor`,
    )
    const [red = 255, green = 255, blue = 255, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
    expect(Math.max(red, green, blue), 'darker than either paper').toBeLessThan(0x30)
    expect(alpha).toBeLessThan(1)
  })
}

/** What axe, which stands in each window that `look` opens, has to say against a page. */
async function violationsOf(page: Page): Promise<string[]> {
  const violations = await page.evaluate<Result[]>(
    "beginAxe(), axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)",
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
}

for (const setting of settings) {
  test.describe(setting.name, () => {
    for (const { name, as, path, open: openMore } of states) {
      test(name, async ({ world, look }) => {
        const { page, say } = await look({ setting, ...(as === 'guest' ? {} : { as: world[as] }) })
        const complaints: string[] = []
        page.on('console', (message) => {
          if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
        })
        page.on('pageerror', (error) => complaints.push(error.message))
        await page.goto(path(world))
        await settled(page, say)
        await openMore?.(page, say)

        expect(await violationsOf(page)).toEqual([])
        expect(
          await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth'),
          'pixels wider than the window',
        ).toBeLessThanOrEqual(0)
        expect(complaints, 'errors in the console').toEqual([])
      })
    }
  })
}
