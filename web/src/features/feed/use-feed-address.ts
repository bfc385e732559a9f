import { useEffect } from 'react'
import { addressOf, type TopRow } from './address.ts'

/** Keeps the place in the address while the reader scrolls: the part that the topmost row belongs to, and the row itself. */
export function useFeedAddress(pathname: string, search: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => {
      if (location.pathname !== pathname) return
      history.replaceState(history.state, '', addressOf(pathname, search, topmostRow()))
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(write, 200)
    }
    addEventListener('scroll', later, { passive: true })
    // A link may be pressed before the timer ends.
    addEventListener('click', write, { capture: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', later)
      removeEventListener('click', write, { capture: true })
    }
  }, [pathname, search])
}

function topmostRow(): TopRow {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-anchor]')]
  const index = rows.findIndex((row) => row.getBoundingClientRect().bottom > 56)
  const row = rows[index]
  return row ? { id: row.id, after: row.dataset.after || null, isFirst: index === 0 } : null
}
