import { setTimeout as wait } from 'node:timers/promises'

export type Rate = { perSecond: number; seconds: number }

/** Under way at once is at most what the rate sends in a second, and never fewer than these. */
const leastUnderWay = 10

/**
 * Begins so many a second, whether those before have ended or not, as people do; resolves when all have. What would be one more than may be under way is not
 * begun, and counted: a forum that falls behind is not buried. The first failure ends it, and is thrown when nothing is under way any more.
 */
export async function atRate(
  { perSecond, seconds }: Rate,
  one: () => Promise<void>,
): Promise<{ begun: number; held: number }> {
  const mostUnderWay = Math.max(leastUnderWay, perSecond)
  const underWay = new Set<Promise<void>>()
  const failures: unknown[] = []
  const began = performance.now()
  let held = 0
  const total = Math.round(perSecond * seconds)
  for (let number = 0; number < total && failures.length === 0; number += 1) {
    const early = began + (number * 1_000) / perSecond - performance.now()
    if (early > 0) await wait(early)
    if (underWay.size >= mostUnderWay) {
      held += 1
      continue
    }
    // Caught here and now: a failure that nobody waits for yet would end the process, and leave the forum behind.
    const asked: Promise<void> = one()
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(asked))
    underWay.add(asked)
  }
  await Promise.all(underWay)
  if (failures.length > 0) throw failures[0]
  return { begun: total - held, held }
}
