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

/**
 * Where the row that was last pressed stood in the window, from the press until it was gone: what comes above it meanwhile moves it, and the reader
 * leaves it where it stands then.
 */
export async function watchPresses(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(`addEventListener('pointerdown', ({ target }) => {
    const row = target.closest('[data-anchor]')
    const stood = (window.stood = [])
    const note = () => {
      if (!row?.isConnected) return
      const { top } = row.getBoundingClientRect()
      if (stood.at(-1) !== top) stood.push(top)
      requestAnimationFrame(note)
    }
    note()
  }, { capture: true })`)
  return async () => page.evaluate<number[]>('window.stood')
}
