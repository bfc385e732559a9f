import { secretsOf, type World } from './world.ts'

/** Leaves that differ between two answers about the same world: positions and times of the asking. */
const volatileLeaf =
  /^(\w+_)?(cursor|startCursor|endCursor|asOf|statsAsOf|lastSeenAt|expiresAt|accessToken|refreshToken)$/
/** They count the requests of the walk itself. */
const volatileTypes = new Set<unknown>(['RequestStats', 'OperationUsage'])

/** An answer without what differs anyway, as text. */
export function scrubbed(answer: unknown): string {
  return JSON.stringify(answer, (key, value: unknown) => (isVolatile(key, value) ? '…' : value), 1)
}

function isVolatile(key: string, value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'object') return '__typename' in value && volatileTypes.has(value.__typename)
  return volatileLeaf.test(key)
}

/** Text in which what the world names has the same names in every world. */
export function worldless(text: string, world: World): string {
  const {
    postId: post,
    commentId: comment,
    replyId: reply,
    leafId: leaf,
    notificationId: notification,
    actId: act,
    tag,
    word,
  } = world
  const names = { post, comment, reply, leaf, notification, act, tag, word }
  return Object.entries(names).reduce((rest, [name, value]) => rest.replaceAll(value, `<${name}>`), text)
}

/** What of a world is in an answer that the question did not say. */
export function leaked(answer: string, question: string, world: World): string[] {
  return secretsOf(world).filter((secret) => answer.includes(secret) && !question.includes(secret))
}

/**
 * Stats answers zeros for a post that no event has told of, since it may be new, and null for a hidden one. Only the gateway can ask it, and
 * only for what Posts has shown before; so to whoever asks it around the gateway, no numbers are no numbers.
 */
export function withoutEmptyNumbers(text: string): string {
  const answer: unknown = JSON.parse(text, (_key, value) => (isEmptyNumbers(value) ? null : value))
  return JSON.stringify(answer, null, 1)
}

function isEmptyNumbers(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('__typename' in value) || value.__typename !== 'PostStats')
    return false
  return Object.values(value).every((leaf) => typeof leaf !== 'number' || leaf === 0)
}
