/** Only a path of this site: an address from elsewhere must not send people away right after they typed their password. */
export function safeNext(next: string | null): string {
  if (
    !next?.startsWith('/') ||
    next.startsWith('//') ||
    next.includes('\\') ||
    next.startsWith('/sign-') ||
    /^\/(?:forgot-password|reset-password|confirm-email)\b/.test(next)
  )
    return '/'
  return next
}
