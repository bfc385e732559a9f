import { useCallback, useLayoutEffect, useState } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import { useIsHydrated } from '../../browser/hydration.ts'
import { addressAfter } from './address.ts'

export const partsThatLoadThemselves = 3

type Parts = (string | null)[]

/** What is kept for an entry of the history, with the list that it belongs to: another page's parts are of no use. */
type Kept = { list: string; parts: Parts }

const storageKey = (key: string) => `forum.parts.${key}`

/**
 * Which parts of a list are open, as the cursor before each. Going back to an entry of the history opens the same parts; a shared address begins
 * with its `after`.
 */
export function useParts(): { parts: Parts; grow: (after: string) => void } {
  const { key, pathname, search } = useLocation()
  const isReturn = useNavigationType() === 'POP'
  const list = addressAfter(pathname, search, null)
  const isHydrated = useIsHydrated()
  const keptParts = () => (isReturn ? readParts(key, list) : null)
  const [parts, setParts] = useState<Parts>(
    () => (isHydrated ? keptParts() : null) ?? [new URLSearchParams(search).get('after')],
  )
  // The gateway wrote the first part alone; before it is painted anew the rest stands below it.
  useLayoutEffect(() => {
    const kept = isHydrated ? null : keptParts()
    if (kept) setParts(kept)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the page is taken over
  }, [])

  const grow = useCallback(
    (after: string) =>
      setParts((open) => {
        if (open.includes(after)) return open
        const grown = [...open, after]
        writeParts(key, { list, parts: grown })
        return grown
      }),
    [key, list],
  )
  return { parts, grow }
}

function readParts(key: string, list: string): Parts | null {
  try {
    const text = sessionStorage.getItem(storageKey(key))
    const kept = text ? (JSON.parse(text) as Kept) : null // written by writeParts alone
    return kept?.list === list ? kept.parts : null
  } catch {
    return null
  }
}

function writeParts(key: string, kept: Kept): void {
  try {
    sessionStorage.setItem(storageKey(key), JSON.stringify(kept))
  } catch {
    // Storage is full or refused: the way back begins at the address instead.
  }
}
