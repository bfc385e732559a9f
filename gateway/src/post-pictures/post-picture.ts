import { createHash } from 'node:crypto'

/** What is drawn of a post. */
export type PicturedPost = {
  id: string
  title: string
  /** Null when it cannot be told. */
  authorName: string | null
  tags: readonly string[]
  siteName: string
}

export const pictureSize = { width: 1200, height: 630 } as const

/** Raise it when the same words are drawn in another way: every picture has a new address then. */
const drawingVersion = 1

/**
 * Names all that is seen in a picture, so that what changes it changes its address, and an edit of the body does not. Says nothing of a
 * title to who does not have it: 128 bits of a SHA-256.
 */
export function pictureVersion({ title, authorName, tags, siteName }: PicturedPost): string {
  const drawn = JSON.stringify([drawingVersion, title, authorName, tags, siteName])
  return createHash('sha256').update(drawn).digest('base64url').slice(0, 22)
}

/** The path of a post's picture as it is now. */
export const pictureAddress = (post: PicturedPost): string => `/p/${post.id}/picture-${pictureVersion(post)}.png`
