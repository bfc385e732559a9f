import { defineConfig } from '@playwright/test'

// The stage takes its browser from CHROMIUM_PATH (the bootstrap finds one), else Playwright's own.
const executablePath = process.env['CHROMIUM_PATH']

export default defineConfig({
  testDir: 'browser',
  outputDir: '../test-results',
  globalSetup: './browser/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  // Bounds for what hangs, not for what is slow: a page with a sixth of a busy machine takes half a minute.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    // A picture and the steps tell enough; recording every page as it changes takes an eighth of the time.
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
})
