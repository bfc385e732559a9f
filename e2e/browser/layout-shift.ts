import type { Page } from '@playwright/test'

/** Watches what moves on a page without the reader's doing; call it before the page is opened. */
export async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(`
    window.layoutShifts = [];
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries())
        if (!hadRecentInput) window.layoutShifts.push({ value, moved: sources.map(({ node }) => node?.className || node?.nodeName) });
    }).observe({ type: 'layout-shift', buffered: true });
  `)
}

export type Shift = { value: number; moved: string[] }

/** The sum of what moved so far (web.dev/cls, without its windows of five seconds, so never less), and what it was. */
export async function shiftsOf(page: Page): Promise<{ sum: number; shifts: Shift[] }> {
  const shifts = await page.evaluate<Shift[]>('window.layoutShifts')
  return { sum: shifts.reduce((sum, { value }) => sum + value, 0), shifts }
}

/** A telephone on a train, or the same with a sixth of this machine's speed. */
export async function slowDown(
  page: Page,
  { network = true, cpu = 1 }: { network?: boolean; cpu?: number },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  if (network)
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 90_000,
    })
  if (cpu > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: cpu })
}
