import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from './storage.ts'

const listeners = new Set<() => void>()

/** Single letters as shortcuts are in the way of who dictates, so they can be switched off (WCAG 2.1.4). */
export function areShortcutsOn(): boolean {
  return readStored('forum.shortcuts') !== 'off'
}

export function chooseShortcuts(choice: 'on' | 'off'): void {
  writeStored('forum.shortcuts', choice === 'off' ? 'off' : null)
  for (const listener of listeners) listener()
}

export function useShortcutsOn(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    areShortcutsOn,
    () => true,
  )
}
