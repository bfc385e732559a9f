/** A terminal sends Ctrl-C to npm and to us, and npm passes its own on: within this time both are one wish. */
const sameWishMs = 400

/**
 * Calls `first` at the first request to stop (Ctrl-C, SIGTERM, a closed terminal, or the death of the process that started this one),
 * and `second` at a later one.
 */
export function onStopRequest({ first, second }: { first: () => void; second: () => void }): void {
  let firstAt: number | null = null
  const request = () => {
    if (firstAt === null) {
      firstAt = performance.now()
      first()
    } else if (performance.now() - firstAt > sameWishMs) second()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request)
  process.on('disconnect', () => {
    if (firstAt === null) request()
  })
}
