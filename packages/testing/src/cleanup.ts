import { afterAll, onTestFinished, TestRunner } from 'vitest'

type Cleanup = () => Promise<void>

const ofFile: Cleanup[] = []

// Registered while the test file is collected, because a hook may not register another one.
afterAll(async () => {
  for (const cleanup of ofFile.splice(0).toReversed()) await cleanup()
})

/** Runs `cleanup` when the running test is over, or the file if none runs; whatever came last goes first. */
export function cleanUp(cleanup: Cleanup): void {
  if (TestRunner.getCurrentTest()) onTestFinished(cleanup)
  else ofFile.push(cleanup)
}
