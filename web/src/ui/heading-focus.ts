let isWanted = false

/** The page that is gone back to next has lost what the focus was on (it was deleted): its heading takes the focus. */
export function wantHeadingFocus(): void {
  isWanted = true
}

export function takeHeadingFocus(): boolean {
  const was = isWanted
  isWanted = false
  return was
}
