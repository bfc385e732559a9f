import { useCallback, useState } from 'react'
import { useLocation, useNavigationType } from 'react-router'

export const partsThatLoadThemselves = 3

type Parts = (string | null)[]

const storageKey = (key: string) => `forum.parts.${key}`

/**
 * Which parts of a list are open, as the cursor before each. Going back to an entry of the history opens the same parts; a shared address begins
 * with its `after`.
 */
export function useParts(): { parts: Parts; grow: (after: string) => void } {
  const { key, search } = useLocation()
  const isReturn = useNavigationType() === 'POP'
  const [parts, setParts] = useState<Parts>(
    () => (isReturn ? readParts(key) : null) ?? [new URLSearchParams(search).get('after')],
  )

  const grow = useCallback(
    (after: string) =>
      setParts((open) => {
        if (open.includes(after)) return open
        const grown = [...open, after]
        writeParts(key, grown)
        return grown
      }),
    [key],
  )
  return { parts, grow }
}

function readParts(key: string): Parts | null {
  try {
    const text = sessionStorage.getItem(storageKey(key))
    return text ? (JSON.parse(text) as Parts) : null // written by writeParts alone
  } catch {
    return null
  }
}

function writeParts(key: string, parts: Parts): void {
  try {
    sessionStorage.setItem(storageKey(key), JSON.stringify(parts))
  } catch {
    // Storage is full or refused: the way back begins at the address instead.
  }
}
