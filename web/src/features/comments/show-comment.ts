/** Brings a comment into sight and the focus to it: a new one is the answer to publishing it, its parent the place to go on from. */
export function showComment(id: string): void {
  // After React has drawn it.
  requestAnimationFrame(() => {
    const comment = document.getElementById(`comment-${id}`)
    if (!comment) return // it stands further down its branch, on a page of its own
    comment.tabIndex = -1
    comment.focus()
  })
}
