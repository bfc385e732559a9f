import { defineConfig } from 'vitest/config'
import { macros } from './web/build/macros.ts'

// Two copies of graphql (CommonJS and ESM) in one process refuse each other's schemas ("another realm"): everybody gets the same one.
const alias = [{ find: /^graphql$/, replacement: 'graphql/index.js' }]
const ignored = ['**/node_modules/**', '**/generated/**', '**/dist/**', '**/fixtures/**']
// They kill and hang what runs.
const faults = ['e2e/outages.e2e.ts', 'e2e/kills.e2e.ts']

// Each test has stores of its own; a process for each file would spend a quarter of the time on loading the same modules.
const isolate = false

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    reporters: process.env.CI || process.env.FORUM_TEST_REPORTER === 'plain' ? ['dot'] : ['default'],
    globalSetup: ['packages/testing/src/global-setup.ts'],
    setupFiles: ['packages/testing/src/setup-file.ts'],
    projects: [
      {
        extends: true,
        plugins: [macros()],
        resolve: { alias },
        test: {
          name: 'unit',
          isolate,
          include: [
            '{packages,subgraphs}/*/src/**/*.test.{ts,tsx}',
            '{gateway,web}/src/**/*.test.{ts,tsx}',
            'web/build/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          exclude: [...ignored, '**/*.integration.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'integration',
          isolate,
          include: [
            '{packages,subgraphs}/*/tests/**/*.integration.test.ts',
            '{gateway,web}/tests/**/*.integration.test.ts',
          ],
          exclude: ignored,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'journeys',
          include: ['e2e/*.e2e.ts'],
          exclude: [...ignored, ...faults],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        resolve: { alias },
        test: {
          name: 'faults',
          include: faults,
          exclude: ignored,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // One at a time, when the journeys are over: what is answered at once, though a part hangs, is so beside no other load.
          fileParallelism: false,
        },
      },
    ],
  },
})
