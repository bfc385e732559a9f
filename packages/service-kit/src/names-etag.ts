const opaque = (tag: string): string => tag.trim().replace(/^W\//, '')

/** Whether If-None-Match names a tag: it compares weakly, and `*` is every tag (RFC 9110, 13.1.2). */
export function namesEtag(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === '*' || opaque(tag) === opaque(etag)) ?? false
}
