import { useContext, useSyncExternalStore } from 'react'
import { WrittenAtContext } from '../browser/hydration.ts'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 60_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The time now, anew each minute: one clock for all times on the page. */
export function useMinute(): number {
  const writtenAt = useContext(WrittenAtContext)
  return useSyncExternalStore(
    subscribe,
    () => {
      // A page that opens while no clock ran must not read an old minute.
      if (timer === undefined) now = Date.now()
      return now
    },
    () => writtenAt ?? now,
  )
}
