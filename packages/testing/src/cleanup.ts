import { onTestFinished, TestRunner } from 'vitest'

type Cleanup = () => Promise<void>

const ofFile: Cleanup[] = []

/** Runs `cleanup` when the running test is over, or the file if none runs; whatever came last goes first. */
export function cleanUp(cleanup: Cleanup): void {
  if (TestRunner.getCurrentTest()) onTestFinished(cleanup)
  else ofFile.push(cleanup)
}

/** Does what a file has left to do; setup-file.ts calls it after each. */
export async function cleanUpFile(): Promise<void> {
  for (let cleanup = ofFile.pop(); cleanup; cleanup = ofFile.pop()) await cleanup()
}
