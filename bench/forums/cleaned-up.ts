/**
 * Runs `work`, and then `cleanUp`, whatever comes first: the end of the work, its failure, Ctrl-C or SIGTERM. What of the work still goes on then
 * finds its forum gone, and nobody listens to it any more.
 */
export async function cleanedUp<Result>(work: () => Promise<Result>, cleanUp: () => Promise<void>): Promise<Result> {
  const ended = Promise.withResolvers<never>()
  const end = (signal: NodeJS.Signals) => ended.reject(new Error(`ended by ${signal}`))
  // `on`: npm and the bootstrap pass a signal on that a terminal gave to all of them, and a second one must not end this in the middle.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end)
  try {
    return await Promise.race([work(), ended.promise])
  } finally {
    await cleanUp()
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end)
  }
}
