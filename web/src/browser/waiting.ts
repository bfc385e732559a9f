import { createSource, useSource } from './source.ts'

let until = 0
let secondsLeft: number | null = null
let timer: ReturnType<typeof setInterval> | undefined
const source = createSource(() => secondsLeft, null)

/** The forum asked this browser to ask nothing before then. */
export function waitUntil(time: number): void {
  until = Math.max(until, time)
  timer ??= setInterval(tick, 1000)
  tick()
}

/** How many seconds are left of such a wait; null where there is none. */
export const useSecondsToWait = (): number | null => useSource(source)

function tick(): void {
  const seconds = Math.ceil((until - Date.now()) / 1000)
  secondsLeft = seconds > 0 ? seconds : null
  if (secondsLeft === null) {
    clearInterval(timer)
    timer = undefined
  }
  source.changed()
}
