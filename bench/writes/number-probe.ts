import { setTimeout as wait } from 'node:timers/promises'
import { newAddress } from '@forum/e2e'
import { atRate, type Rate } from './open-loop.ts'
import type { Outcomes, Writers } from './writers.ts'

const probesPerSecond = 5
const lookEveryMs = 20
/** Longer is not waited, and counts as this. */
const longestMs = 30_000

const numbers = 'query BenchNumbers($ids: [ID!]!) { posts(ids: $ids) { id stats { likes } } }'
type Numbers = { data?: { posts: ({ id: string; stats: { likes: number } | null } | null)[] } }
type Waiting = { postId: string; likes: number; answeredAt: number }

/**
 * Milliseconds from the answer to a like until the post's number shows it, for five likes a second, each of a post of its own. One reader asks for
 * all that wait at once, so that looking costs the forum little.
 */
export async function likesToNumbers(
  writers: Writers,
  { seconds }: Pick<Rate, 'seconds'>,
  outcomes: Outcomes,
): Promise<number[]> {
  const address = newAddress()
  const turn = writers.nextTurnOfProbes()
  const likesOf = async (ids: readonly string[]): Promise<Map<string, number>> => {
    const found = (await writers.ask({ document: numbers, variables: { ids } }, address)) as Numbers // as that document is answered
    return new Map(found.data?.posts.flatMap((post) => (post?.stats ? [[post.id, post.stats.likes] as const] : [])))
  }
  const posts = writers.probed.slice(0, Math.ceil(probesPerSecond * seconds))
  const before = new Map<string, number>()
  for (let first = 0; first < posts.length; first += 50)
    for (const [id, likes] of await likesOf(posts.slice(first, first + 50))) before.set(id, likes)

  const waiting = new Map<string, Waiting>()
  const delays: number[] = []
  let left = [...posts]
  let isOver = false
  const like = async () => {
    const [postId, ...others] = left
    left = others
    if (postId === undefined) return
    if (await writers.likeProbed(postId, turn + others.length, outcomes))
      waiting.set(postId, { postId, likes: before.get(postId) ?? 0, answeredAt: performance.now() })
  }
  const look = async () => {
    while (!isOver || waiting.size > 0) {
      const began = performance.now()
      if (waiting.size > 0)
        for (const [id, likes] of await likesOf([...waiting.keys()])) {
          const one = waiting.get(id)
          if (!one || likes <= one.likes) continue
          waiting.delete(id)
          delays.push(performance.now() - one.answeredAt)
        }
      for (const { postId, answeredAt } of waiting.values()) {
        if (performance.now() - answeredAt <= longestMs) continue
        waiting.delete(postId)
        delays.push(longestMs)
      }
      await wait(Math.max(1, lookEveryMs - (performance.now() - began)))
    }
  }
  const liking = atRate({ perSecond: probesPerSecond, seconds }, like).finally(() => {
    isOver = true
  })
  await Promise.all([liking, look()])
  return delays
}
