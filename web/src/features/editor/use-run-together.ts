import { type RefObject, useEffect } from 'react'

/** Text and preview beside it run together: what is written at the end is seen at the end, whichever of the two is moved. */
export function useRunTogether(
  area: RefObject<HTMLElement | null>,
  pane: RefObject<HTMLElement | null>,
  isOn: boolean,
): void {
  useEffect(() => {
    const text = area.current
    const preview = pane.current
    if (!isOn || !text || !preview) return
    // Moving one moves the other, which must not move the first again.
    let moved: HTMLElement | null = null
    const follow = (from: HTMLElement, to: HTMLElement) => () => {
      if (moved === from) {
        moved = null
        return
      }
      const way = from.scrollHeight - from.clientHeight
      const top = way > 0 ? (from.scrollTop / way) * (to.scrollHeight - to.clientHeight) : 0
      if (Math.abs(to.scrollTop - top) < 1) return
      moved = to
      to.scrollTop = top
    }
    const byText = follow(text, preview)
    const byPreview = follow(preview, text)
    // A new preview has another height.
    const observer = new ResizeObserver(byText)
    const watch = () => preview.firstElementChild && observer.observe(preview.firstElementChild)
    const children = new MutationObserver(watch)
    children.observe(preview, { childList: true })
    watch()
    text.addEventListener('scroll', byText, { passive: true })
    preview.addEventListener('scroll', byPreview, { passive: true })
    return () => {
      observer.disconnect()
      children.disconnect()
      text.removeEventListener('scroll', byText)
      preview.removeEventListener('scroll', byPreview)
    }
  }, [area, pane, isOn])
}
