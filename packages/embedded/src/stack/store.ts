import type { Log } from '../log.ts'
import type { ManagedProcess } from '../process/managed-process.ts'

export type StoreOptions = {
  /** Everything the store keeps: its data, its record, its output. Made when absent. */
  dataDirectory: string
  /** A free port of 127.0.0.1. */
  port: number
  logger: Log
  /** Ends a start that is under way: what it has started is killed, and it throws. */
  signal?: AbortSignal | undefined
}

export type RunningStore = {
  /** What a client connects to: a postgresql:// or http:// URL, or host:port of the Kafka broker. */
  url: string
  pid: number
  /** False as soon as the process has ended, however it did. */
  readonly running: boolean
  /** Ends it in order: what it acknowledged is on disk. Killed when it takes longer than its own time, or than `withinMs`. Safe to call twice. */
  stop(withinMs?: number): Promise<void>
  /** Ends it at once, as a power cut would. */
  kill(): void
}

export function runningStore(url: string, store: ManagedProcess): RunningStore {
  return {
    url,
    pid: store.pid,
    get running() {
      return store.running
    },
    stop: (withinMs) => store.stop(withinMs),
    kill: () => store.kill(),
  }
}
