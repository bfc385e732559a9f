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
