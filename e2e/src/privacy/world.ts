/** What the walk names in its arguments: one post with what belongs to it, seen or not. */
export type World = {
  postId: string
  commentId: string
  /** A reply to it, by the author. */
  replyId: string
  /** A reply to that. */
  leafId: string
  /** Of the reply, to who wrote what it answers, or of nothing where nobody was told. */
  notificationId: string
  authorId: string
  authorHandle: string
  /** Only this post has it. */
  tag: string
  /** A word of its title and body, and of nothing else. */
  word: string
  /** An act of a moderator upon it, or what could be one's id. */
  actId: string
  /** For those who sign in during the walk. */
  caller: { handle: string; password: string } | null
}

/** Whatever of the world must not be in an answer to somebody who may not see it. */
export function secretsOf(world: World): string[] {
  return [world.postId, world.commentId, world.replyId, world.leafId, world.notificationId, world.tag, world.word]
}
