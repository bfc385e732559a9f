import type { Visibility } from '../../generated/schema.ts'

/** A post as it is written; `version` is the one that was read, null for a new one. */
export type PostContent = {
  title: string
  body: string
  tags: string[]
  visibility: Visibility
  version: number | null
}

export const emptyPost: PostContent = { title: '', body: '', tags: [], visibility: 'PUBLIC', version: null }
