import type { Counts } from './reports.ts'
import { playwrightCounts, vitestCounts } from './reports.ts'

/** One stage of `npm test`: a program of node_modules/.bin or a script, and how to read what it counted. */
export type Stage = {
  name: string
  args: (reportFile: string) => string[]
  environment?: (reportFile: string) => Record<string, string>
  /** Null: the exit code alone counts, as one. */
  counts: ((report: unknown) => Counts) | null
}

const vitest = (name: string, ...projects: string[]): Stage => ({
  name,
  args: (report) => [
    'node_modules/vitest/dist/cli.js',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ],
  counts: vitestCounts,
})

export const stages: Stage[] = [
  { name: 'check', args: () => ['scripts/check.ts', '--all'], counts: null },
  vitest('unit and integration', 'unit', 'integration'),
  vitest('journeys', 'journeys', 'faults'),
  {
    name: 'browser',
    args: () => [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config',
      'e2e/playwright.config.ts',
      '--reporter=list,json',
    ],
    environment: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_NAME: report }),
    counts: playwrightCounts,
  },
]
