import { useSyncExternalStore } from 'react'

let until = 0
let secondsLeft: number | null = null
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** The forum asked this browser to ask nothing before then. */
export function waitUntil(time: number): void {
  until = Math.max(until, time)
  timer ??= setInterval(tick, 1000)
  tick()
}

/** How many seconds are left of such a wait; null where there is none. */
export function useSecondsToWait(): number | null {
  return useSyncExternalStore(
    subscribe,
    () => secondsLeft,
    () => null,
  )
}

function tick(): void {
  const seconds = Math.ceil((until - Date.now()) / 1000)
  secondsLeft = seconds > 0 ? seconds : null
  if (secondsLeft === null) {
    clearInterval(timer)
    timer = undefined
  }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
