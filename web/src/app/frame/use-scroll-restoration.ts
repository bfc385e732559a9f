import { useEffect, useLayoutEffect } from 'react'
import { useLocation, useNavigationType } from 'react-router'
import { useIsHydrated } from '../../browser/hydration.ts'
import { focusedAnchor, readScrollPosition, topmostAnchor, writeScrollPosition } from './scroll-position.ts'

const settleFor = 2000

/** A link to a place in the page, such as a footnote, is followed by the browser alone: its entry of the history has no state and so no key of its own. */
const isFragmentEntry = () => history.state === null

/** What the end of the address names. */
function targetOf(hash: string): string {
  try {
    return decodeURIComponent(hash.slice(1))
  } catch {
    return hash.slice(1) // a stray percent sign is no reason to break the page
  }
}

/**
 * Restores the scroll position on every page: going on starts at the top, going back (or reloading) returns to the same row, even when rows above
 * it have another height now. Rows that a position can name carry `data-anchor`.
 */
export function useScrollRestoration(): void {
  const { key, hash, pathname } = useLocation()
  const navigation = useNavigationType()
  const isHydrated = useIsHydrated()

  useEffect(() => {
    history.scrollRestoration = 'manual'
    let timer: ReturnType<typeof setTimeout> | undefined
    const save = () => {
      if (!isFragmentEntry()) writeScrollPosition(key, { y: scrollY, anchor: topmostAnchor(), focus: focusedAnchor() })
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(save, 150)
    }
    addEventListener('scroll', later, { passive: true })
    // A link may be pressed before the timer ends.
    addEventListener('click', save, { capture: true })
    addEventListener('pagehide', save)
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', later)
      removeEventListener('click', save, { capture: true })
      removeEventListener('pagehide', save)
    }
  }, [key])

  useLayoutEffect(() => {
    const kept = navigation === 'POP' && !isFragmentEntry() ? readScrollPosition(key) : null
    if (!kept && !hash) {
      // Whoever reads already what the gateway wrote stays where they are.
      if (isHydrated) scrollTo(0, 0)
      return
    }
    return settle(() => {
      const element = document.getElementById(kept?.anchor?.id ?? targetOf(hash))
      if (kept?.focus) focusIn(kept.focus)
      if (element) scrollBy(0, element.getBoundingClientRect().top - (kept?.anchor?.top ?? 64))
      else if (kept) scrollTo(0, kept.y)
    })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the position is chosen once for each entry of the history
  }, [key, pathname, hash])
}

/** Back from a page: the focus returns to the row that led there, unless the reader has put it elsewhere. */
function focusIn(id: string): void {
  if (document.activeElement !== document.body) return
  document.getElementById(id)?.querySelector<HTMLElement>('a[href]')?.focus({ preventScroll: true })
}

/** Repeats `scroll` while the page still grows, until the reader moves by themselves. */
function settle(scroll: () => void): () => void {
  const observer = new ResizeObserver(scroll)
  const stop = () => {
    observer.disconnect()
    clearTimeout(timer)
    for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown']) removeEventListener(event, stop)
  }
  // A slow page is waited for; one on which nothing is awaited any more is left alone.
  const check = () => {
    if (document.querySelector('[data-loading]')) timer = setTimeout(check, settleFor)
    else stop()
  }
  let timer = setTimeout(check, settleFor)
  for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
    addEventListener(event, stop, { passive: true })
  observer.observe(document.body)
  scroll()
  return stop
}
