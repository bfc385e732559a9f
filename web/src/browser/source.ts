import { useSyncExternalStore } from 'react'

/** Something beside React that pages show. */
export type Source<Value> = {
  read: () => Value
  /** What it is while the gateway draws, which knows no browser, and until the browser has taken over. */
  written: Value
  subscribe: (listener: () => void) => () => void
  /** Called by whoever changed it: all who show it are drawn anew. */
  changed: () => void
}

export function createSource<Value>(read: () => Value, written: Value): Source<Value> {
  const listeners = new Set<() => void>()
  return {
    read,
    written,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    changed: () => {
      for (const listener of listeners) listener()
    },
  }
}

export const useSource = <Value>({ subscribe, read, written }: Source<Value>): Value =>
  useSyncExternalStore(subscribe, read, () => written)
