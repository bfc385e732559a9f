import { createContext, useContext } from 'react'

/** Loads the code of the page that a path leads to. The app gives it, which knows the pages; a link only says where it leads. */
export type Prefetch = (pathname: string) => void

export const PrefetchContext = createContext<Prefetch>(() => undefined)

export function usePrefetch(): Prefetch {
  return useContext(PrefetchContext)
}
