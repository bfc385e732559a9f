const name = 'reply'

/** The same page with the reply to a comment open: where signing in leads back to. */
export function replyAddress({ pathname, search }: { pathname: string; search: string }, commentId: string): string {
  const params = new URLSearchParams(search)
  params.set(name, commentId)
  return `${pathname}?${params}`
}

/** The comment whose reply the address opens. */
export function openReplyOf(search: string): string | null {
  return new URLSearchParams(search).get(name)
}
