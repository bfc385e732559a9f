import { createSource, useSource } from '../browser/source.ts'

/** What the reader should know about their session. `away`: Auth cannot be asked, so pages are shown as to a guest. */
export type SessionState = 'fine' | 'ended' | 'away'

let state: SessionState = 'fine'
const source = createSource<SessionState>(() => state, 'fine')

export function setSessionState(next: SessionState): void {
  if (state === next) return
  state = next
  source.changed()
}

export const useSessionState = (): SessionState => useSource(source)
