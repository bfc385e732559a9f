export type PatientFetchDeps = {
  fetch: typeof fetch
  now: () => number
  /** Rejects when the signal says so first. */
  pause: (ms: number, signal: AbortSignal | null) => Promise<void>
  /** Told until when nothing is asked, so that the page can say so. */
  onWait: (until: number) => void
}

const maxRepeats = 3
const longestWaitSeconds = 30

/**
 * `fetch` that waits where the forum asks it to (429 with Retry-After) and goes on by itself, a few times. For reads only: what somebody wrote
 * is sent when they press again, and until then it is kept.
 */
export function createPatientFetch({ fetch, now, pause, onWait }: PatientFetchDeps): typeof globalThis.fetch {
  return async (input, init) => {
    for (let repeats = 0; ; repeats += 1) {
      const response = await fetch(input, init)
      const seconds = waitOf(response)
      if (seconds === null || repeats === maxRepeats) return response
      onWait(now() + seconds * 1000)
      await pause(seconds * 1000, init?.signal ?? null)
    }
  }
}

function waitOf({ status, headers }: Response): number | null {
  if (status !== 429) return null
  const seconds = Number(headers.get('retry-after'))
  return seconds > 0 && seconds <= longestWaitSeconds ? seconds : null
}

export function pause(ms: number, signal: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop)
      resolve()
    }, ms)
    if (signal?.aborted) stop()
    else signal?.addEventListener('abort', stop, { once: true })
  })
}
