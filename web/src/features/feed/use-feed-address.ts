import { useEffect } from 'react'

/** Keeps the place in the address while the reader scrolls: the part that the topmost row belongs to, and the row itself. */
export function useFeedAddress(pathname: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const write = () => {
      if (location.pathname !== pathname) return
      history.replaceState(history.state, '', addressOf(pathname, topmostRow()))
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(write, 200)
    }
    addEventListener('scroll', later, { passive: true })
    return () => {
      clearTimeout(timer)
      removeEventListener('scroll', later)
    }
  }, [pathname])
}

export type TopRow = { id: string; after: string | null; isFirst: boolean } | null

/** The shortest address of a place: none for the first row of the first part. */
export function addressOf(pathname: string, row: TopRow): string {
  if (!row || (row.isFirst && row.after === null)) return pathname
  const search = row.after === null ? '' : `?after=${encodeURIComponent(row.after)}`
  return `${pathname}${search}#${row.id}`
}

function topmostRow(): TopRow {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-anchor]')]
  const index = rows.findIndex((row) => row.getBoundingClientRect().bottom > 56)
  const row = rows[index]
  return row ? { id: row.id, after: row.dataset.after || null, isFirst: index === 0 } : null
}
