import { setTimeout as delay } from 'node:timers/promises'
import { isRunning, type ProcessIdentity } from './process-identity.ts'

/** A process that leads a group of its own, and how it is asked to end. */
export type Ending = { store: ProcessIdentity; stopSignal: NodeJS.Signals; stopWithinMs: number }

/** Asks the process to end; kills its whole group when it has not within its time. */
export async function endProcess({ store, stopSignal, stopWithinMs }: Ending): Promise<void> {
  if (!isRunning(store)) return
  signal(store.pid, stopSignal)
  if (await gone(store, stopWithinMs)) return
  signal(-store.pid, 'SIGKILL')
  if (!(await gone(store, 5000))) throw new Error(`process ${store.pid} does not end`)
}

/** Sends a signal to a process, or by a negative number to a group; one that has gone is none to send to. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Whether the process has gone by then. */
export async function gone(identity: ProcessIdentity, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs
  while (isRunning(identity)) {
    if (performance.now() > deadline) return false
    await delay(20)
  }
  return true
}
