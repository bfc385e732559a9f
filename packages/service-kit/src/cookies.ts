export type CookieNames = { access: string; refresh: string; device: string; visitor: string }

/** The cookie that scripts may read: whether somebody is signed in. It has no prefix, for it proves nothing. */
export const signedInMark = 'forum_signed_in'

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
