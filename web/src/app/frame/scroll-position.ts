/** Where a reader was on a page: the topmost row, how far it was from the top of the window, and the row that had the focus. */
export type ScrollPosition = { y: number; anchor: { id: string; top: number } | null; focus?: string | null }

const keep = 50

export function writeScrollPosition(key: string, position: ScrollPosition): void {
  try {
    const positions = readAll().filter(([known]) => known !== key)
    sessionStorage.setItem('forum.places', JSON.stringify([...positions, [key, position]].slice(-keep)))
  } catch {
    // Storage is full or refused: the way back starts at the top.
  }
}

export function readScrollPosition(key: string): ScrollPosition | null {
  return readAll().find(([known]) => known === key)?.[1] ?? null
}

function readAll(): [string, ScrollPosition][] {
  try {
    return JSON.parse(sessionStorage.getItem('forum.places') ?? '[]') as [string, ScrollPosition][] // written by writeScrollPosition alone
  } catch {
    return []
  }
}

export function topmostAnchor(): ScrollPosition['anchor'] {
  for (const element of document.querySelectorAll<HTMLElement>('[data-anchor]')) {
    const { top, bottom } = element.getBoundingClientRect()
    if (bottom > 56) return { id: element.id, top }
  }
  return null
}

export function focusedAnchor(): string | null {
  return document.activeElement?.closest('[data-anchor]')?.id ?? null
}
