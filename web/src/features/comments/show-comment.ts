/**
 * Brings a comment into sight and the focus to it: a new one is the answer to publishing it, its parent the place to go on from. Its soft ground says
 * where that is, without a box around it.
 */
export function showComment(id: string): void {
  // After React has drawn it.
  requestAnimationFrame(() => {
    const comment = document.getElementById(`comment-${id}`)
    if (comment) focusOn(comment) // else it stands further down its branch, on a page of its own
  })
}

/** What the focus goes to when a comment is gone: the one after it, else the one before, else the heading of them all. */
export function neighbourOf(id: string): () => void {
  const gone = document.getElementById(`comment-${id}`)
  const all = [...document.querySelectorAll<HTMLElement>('[data-comment]')]
  const others = all.filter((comment) => !gone?.contains(comment))
  const at = gone ? all.indexOf(gone) : -1
  const next = others.find((comment) => all.indexOf(comment) > at) ?? others.at(-1)
  return () =>
    requestAnimationFrame(() => {
      const stays = document.getElementById(`comment-${id}`)
      const target = stays ?? (next?.isConnected ? next : document.getElementById('comments'))
      if (target) focusOn(target)
    })
}

function focusOn(element: HTMLElement): void {
  element.tabIndex = -1
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest' })
}
