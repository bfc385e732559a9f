import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

export function showSheet(open: boolean): void {
  isOpen = open
  for (const listener of listeners) listener()
}

export function useSheetOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOpen,
    () => false,
  )
}
