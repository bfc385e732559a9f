import { useSyncExternalStore } from 'react'

let isOutdated = false
const listeners = new Set<() => void>()

/** The gateway refused an operation of this page as one of another build. */
export function pageIsOutdated(): void {
  isOutdated = true
  for (const listener of listeners) listener()
}

export function useIsOutdated(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOutdated,
    () => false,
  )
}
