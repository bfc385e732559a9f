import { expect, settings, test } from './fixtures.ts'
import { shiftsOf, slowDown, watchShifts } from './layout-shift.ts'
import { settled, states } from './states.ts'

const looked = ['latest', 'latest of a guest', 'post', 'own profile', 'search', 'tag']

for (const setting of settings) {
  for (const { name, as, path } of states.filter((state) => looked.includes(state.name))) {
    test(`${name} stands still while it comes over a slow network (${setting.name})`, async ({ world, open }) => {
      const { page, say } = await open({ setting, ...(as === 'guest' ? {} : { as: world[as] }) })
      await watchShifts(page)
      await slowDown(page, {})
      await page.goto(path(world))
      await settled(page, say)
      const { sum, shifts } = await shiftsOf(page)
      expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(0.02)
    })
  }
}
