import { secretsOf, type World } from './world.ts'

/** Leaves that differ between two answers about the same world: positions and times of the asking, and counts of the requests themselves. */
const volatile =
  /^(\w+_)?(cursor|startCursor|endCursor|asOf|statsAsOf|lastSeenAt|expiresAt|accessToken|refreshToken)$|^(RequestStats|OperationUsage)_/

/** An answer without what differs anyway, as text. */
export function scrubbed(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (volatile.test(key) && value !== null ? '…' : value), 1)
}

/** Text in which what the world names has the same names in every world. */
export function worldless(text: string, world: World): string {
  const names = { post: world.postId, comment: world.commentId, reply: world.replyId, tag: world.tag, word: world.word }
  return Object.entries(names).reduce((rest, [name, value]) => rest.replaceAll(value, `<${name}>`), text)
}

/** What of a world is in an answer that the question did not say. */
export function leaked(answer: string, question: string, world: World): string[] {
  return secretsOf(world).filter((secret) => answer.includes(secret) && !question.includes(secret))
}
