import type { ShortcutKey } from './keys.ts'

const header = 56

/** The rows that j and k walk: posts of a list, comments of a thread. */
function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('#main [data-anchor]')].filter(
    (row) => row.getClientRects().length > 0,
  )
}

/** The row that the focus is in; null when it is elsewhere. */
function focusedRow(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-anchor]') ?? null
}

/** Goes to the next row, or the one before: from the one that has the focus, else from what is on the screen. */
function walk(step: 1 | -1): void {
  const all = rows()
  const from = focusedRow()
  const index = from
    ? all.indexOf(from) + step
    : all.findIndex((row) => row.getBoundingClientRect().top > header - 1) - (step === 1 ? 0 : 1)
  const row = all[index]
  if (!row) return
  const target = row.querySelector<HTMLElement>('[data-shortcut="o"]') ?? row
  if (target === row && !row.hasAttribute('tabindex')) row.tabIndex = -1
  target.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
  const { top } = row.getBoundingClientRect()
  if (top < header) scrollBy(0, top - header - 8)
}

/**
 * What a shortcut does on this page: j and k walk the rows; any other presses what carries its `data-shortcut`, in the row that has the focus, else the
 * first on the page. False where there is nothing to do.
 */
export function actOnPage(key: ShortcutKey): boolean {
  if (key === 'j' || key === 'k') {
    walk(key === 'j' ? 1 : -1)
    return true
  }
  const selector = `[data-shortcut="${key}"]`
  const row = focusedRow()
  const target =
    row?.querySelector<HTMLElement>(selector) ??
    (key === 'o' ? null : document.querySelector<HTMLElement>(`#main ${selector}`))
  target?.click()
  return target !== null
}

/** Escape leaves what is being written: it presses what carries `data-shortcut="Escape"` in the nearest `data-leave` around the focus. */
export function leave(from: Element): boolean {
  const way = from.closest('[data-leave]')?.querySelector<HTMLElement>('[data-shortcut="Escape"]') ?? null
  way?.click()
  return way !== null
}
