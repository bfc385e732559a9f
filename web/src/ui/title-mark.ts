import { useEffect, useSyncExternalStore } from 'react'

// What stands before the page's title in its tab: "(3) ".

let mark = ''
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useTitleMark = (): string =>
  useSyncExternalStore(
    subscribe,
    () => mark,
    () => '',
  )

export function useSetTitleMark(text: string): void {
  useEffect(() => {
    mark = text
    for (const listener of listeners) listener()
  }, [text])
}
