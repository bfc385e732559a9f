import type { MessageDescriptor } from '@lingui/core'
import { useSyncExternalStore } from 'react'

let notice: MessageDescriptor | null = null
const listeners = new Set<() => void>()

/** Says what went wrong with something small that has no place of its own to say it, such as a like. Success needs no words. */
export function say(message: MessageDescriptor | null): void {
  notice = message
  for (const listener of listeners) listener()
}

export function useNotice(): MessageDescriptor | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notice,
  )
}
