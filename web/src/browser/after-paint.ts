/** Longer than any frame takes; a page in the background paints none. */
const longestMs = 100

/** Resolves when the browser has painted what an event changed, so that what an act costs is not waited for by the eye. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, longestMs)
    requestAnimationFrame(() => {
      clearTimeout(late)
      setTimeout(resolve)
    })
  })
}
