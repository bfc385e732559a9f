import { useEffect } from 'react'

const every = 1500

/** Asks again and again while something is under way. */
export function usePolling(isBusy: boolean, start: (interval: number) => void, stop: () => void): void {
  useEffect(() => {
    if (!isBusy) return
    start(every)
    return stop
  }, [isBusy, start, stop])
}
