import { useSyncExternalStore } from 'react'

const query = '(max-width: 719px)'

function subscribe(listener: () => void): () => void {
  const narrow = matchMedia(query)
  narrow.addEventListener('change', listener)
  return () => narrow.removeEventListener('change', listener)
}

/** Whether the window shows the text alone, with the bar below. The gateway, which knows no window, draws the wide one. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  )
}
