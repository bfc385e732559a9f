const drafts = new Set<() => boolean>()

/** Counts a draft among those on the page until the returned function is called. */
export function watchDraft(wouldBeLost: () => boolean): () => void {
  drafts.add(wouldBeLost)
  return () => drafts.delete(wouldBeLost)
}

/** Keeps every draft of the page, and says whether leaving would still lose one. */
export function wouldLoseText(): boolean {
  return [...drafts].map((wouldBeLost) => wouldBeLost()).includes(true)
}
