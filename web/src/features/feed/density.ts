import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from '../../browser/storage.ts'

export type Density = 'comfortable' | 'compact'

const listeners = new Set<() => void>()
const stored = (): Density => (readStored('forum.density') === 'compact' ? 'compact' : 'comfortable')

export function chooseDensity(density: Density): void {
  writeStored('forum.density', density)
  for (const listener of listeners) listener()
}

export function useDensity(): Density {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stored,
    () => 'comfortable',
  )
}
