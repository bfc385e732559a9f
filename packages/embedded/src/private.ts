import { rmSync, writeFileSync } from 'node:fs'

/** Writes what is its owner's alone. */
export function writeSecret(path: string, text: string): void {
  rmSync(path, { force: true }) // the mode counts only for a new file
  writeFileSync(path, text, { mode: 0o600 })
}

/**
 * Runs `work`, which is synchronous, so that what it makes is its owner's alone, and so is what the programs make that it starts: they inherit
 * the mask of the moment.
 */
export function privately<Result>(work: () => Result): Result {
  const before = process.umask(0o077)
  try {
    return work()
  } finally {
    process.umask(before)
  }
}
