import { useLocation } from 'react-router'
import { firstEntry } from '../browser/first-entry.ts'

/** The page that the visit began with keeps the browser's own focus. */
export function useIsFirstPage(): boolean {
  return useLocation().key === firstEntry
}
