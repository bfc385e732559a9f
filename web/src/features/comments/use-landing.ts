import { useEffect, useMemo } from 'react'
import { useNavigationType } from 'react-router'

const fromTop = 96
const ownMoves = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

/**
 * Brings what the address names to its place, 96 px below the top, once it is there, and again while the page above it still grows, until the reader
 * moves by themselves. Going back and reloading keep the place where the reader was.
 */
export function useLanding(id: string, isThere: boolean): void {
  const navigation = useNavigationType()
  // Asked once a place: while it is fetched anew, what is there goes and comes.
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- of how this place was come to
  const comesBack = useMemo(() => isReturn() && navigation === 'POP', [id])
  useEffect(() => {
    if (!isThere || comesBack) return
    const land = () => {
      const target = document.getElementById(id)
      if (target) scrollBy({ top: target.getBoundingClientRect().top - fromTop, behavior: 'instant' })
    }
    const observer = new ResizeObserver(land)
    const stop = () => {
      observer.disconnect()
      for (const event of ownMoves) removeEventListener(event, stop)
    }
    for (const event of ownMoves) addEventListener(event, stop, { passive: true })
    observer.observe(document.body)
    land()
    return stop
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- it is landed on once
  }, [id, isThere])
}

let hasOpened = false

/** Whether this is gone back to, or loaded anew: everything but the page that this document was opened for. */
function isReturn(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  const isOpened = entry instanceof PerformanceNavigationTiming && entry.type === 'navigate' && !hasOpened
  hasOpened = true
  return !isOpened
}
