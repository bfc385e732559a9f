import { expect, test } from 'vitest'
import { playwrightCounts, vitestCounts } from './reports.ts'

const vitestReport = {
  numPassedTests: 5,
  numFailedTests: 0,
  numFailedTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
}

test('a file that fails before its first test is a failure', () => {
  expect(vitestCounts({ ...vitestReport, numFailedTestSuites: 1 })).toEqual({ passed: 5, failed: 1, skipped: 0 })
})

test('what is skipped or planned is counted as skipped', () => {
  expect(vitestCounts({ ...vitestReport, numPendingTests: 2, numTodoTests: 1 })).toEqual({
    passed: 5,
    failed: 0,
    skipped: 3,
  })
})

test('a flaky browser test is a failed one, and so is a browser that does not start', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }, errors: [{ message: 'no browser' }] }
  expect(playwrightCounts(report)).toEqual({ passed: 3, failed: 3, skipped: 0 })
})
