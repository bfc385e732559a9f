/** What every comment of a page knows of the post that it stands under. */
export type Thread = {
  postId: string
  /** Who wrote the post, where that is known. */
  writerId: string | null
  canComment: boolean
}
