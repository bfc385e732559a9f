export type CookieNames = { access: string; refresh: string; device: string; visitor: string }

/** Names of the cookies of a site: with the `__Host-` prefix where it is https, since browsers refuse the prefix elsewhere. */
export function cookieNames(publicUrl: string): CookieNames {
  const prefix = isSecureSite(publicUrl) ? '__Host-' : ''
  return {
    access: `${prefix}forum_access`,
    refresh: `${prefix}forum_refresh`,
    device: `${prefix}forum_device`,
    visitor: `${prefix}forum_visitor`,
  }
}

export function isSecureSite(publicUrl: string): boolean {
  return new URL(publicUrl).protocol === 'https:'
}
