import { expect, type Locator, type Page } from '@playwright/test'

/** Scrolls before it returns. (A turn of the wheel is sent and comes later: on a slow machine it moves what is measured or pressed next.) */
export async function scrollDown(page: Page, by: number): Promise<void> {
  await page.evaluate(`scrollBy(0, ${by})`)
}

/** Scrolls on until the list has so many of these rows. */
export async function scrollTo(rows: Locator, count: number): Promise<void> {
  await expect
    .poll(async () => {
      await scrollDown(rows.page(), 2000)
      return rows.count()
    })
    .toBeGreaterThanOrEqual(count)
}

/** Where the row stood in the window when it was last pressed: what comes above it later moves it, and the reader with it. */
export async function watchPresses(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`addEventListener('pointerdown', ({ target }) => {
    window.pressedAt = target.closest('[data-anchor]')?.getBoundingClientRect().top
  }, { capture: true })`)
  return async () => page.evaluate<number>('window.pressedAt')
}
