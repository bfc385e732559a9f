import { useSyncExternalStore } from 'react'

/** What the reader should know about their session. `away`: Auth cannot be asked, so pages are shown as to a guest. */
export type SessionState = 'fine' | 'ended' | 'away'

let state: SessionState = 'fine'
const listeners = new Set<() => void>()

export function setSessionState(next: SessionState): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

export function useSessionState(): SessionState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
    () => 'fine',
  )
}
