import { useLocation } from 'react-router'

/** The page that the visit began with keeps the browser's own focus; `default` is the router's key of it. */
export function useIsFirstPage(): boolean {
  return useLocation().key === 'default'
}
