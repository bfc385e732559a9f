export type RefreshOutcome = 'refreshed' | 'ended' | 'unavailable'

/** How a refresh was answered, and when (milliseconds since 1970). `unavailable` is no answer. */
export type RefreshAnswer = { at: number; outcome: 'refreshed' | 'ended' }

export type RefreshDeps = {
  /** Sends one RefreshSession; rejects when no answer came. */
  send: () => Promise<RefreshOutcome>
  /** Web Locks over all tabs; absent on plain-http hosts other than localhost, where one tab's own queue must do. */
  locks: Pick<LockManager, 'request'> | undefined
  /** The last answer, for all tabs: whoever gets the lock next reads what the holder before wrote. */
  last: { read: () => Promise<RefreshAnswer | null>; write: (answer: RefreshAnswer) => Promise<void> }
  now: () => number
  announce: (outcome: RefreshOutcome) => void
}

/**
 * One refresh at a time over all tabs. A request that failed at `failedSince` waits for its turn; if another tab was answered after that moment,
 * its answer counts for this one too, so a rotated cookie is never presented twice.
 */
export function createRefresher(deps: RefreshDeps): (failedSince: number) => Promise<RefreshOutcome> {
  let queue: Promise<unknown> = Promise.resolve()

  async function turn(failedSince: number): Promise<RefreshOutcome> {
    const last = await deps.last.read()
    if (last && last.at >= failedSince) return last.outcome
    const outcome = await sendTwice(deps.send)
    if (outcome !== 'unavailable') await deps.last.write({ at: deps.now(), outcome })
    deps.announce(outcome)
    return outcome
  }

  return (failedSince) => {
    const locks = deps.locks
    if (locks) return locks.request('forum-session', () => turn(failedSince))
    const mine = queue.then(() => turn(failedSince))
    queue = mine.catch(() => undefined)
    return mine
  }
}

/** A lost answer is asked for again at once: the server gives the same successor for 30 s. */
async function sendTwice(send: RefreshDeps['send']): Promise<RefreshOutcome> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      return await send()
    } catch {
      // No answer: fall through to the second attempt, then to `unavailable`.
    }
  }
  return 'unavailable'
}
