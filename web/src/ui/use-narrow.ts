import { useSyncExternalStore } from 'react'

const narrow = matchMedia('(max-width: 719px)')

/** Whether the window shows the text alone, with the bar below. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener)
      return () => narrow.removeEventListener('change', listener)
    },
    () => narrow.matches,
  )
}
