let leftPath: string | null = null

/**
 * What the focus was on is gone (it was deleted), and so is the page soon: the heading of the page that is gone back to takes the focus. Headings
 * of the page at `path` itself, which may still hear that its subject is gone, leave it alone.
 */
export function wantHeadingFocus(path: string): void {
  leftPath = path
}

export function takeHeadingFocus(path: string): boolean {
  if (leftPath === null || leftPath === path) return false
  leftPath = null
  return true
}
