export type RefreshOutcome = 'refreshed' | 'ended' | 'unavailable'

export type RefreshDeps = {
  /** Sends one RefreshSession; rejects when no answer came. */
  send: () => Promise<RefreshOutcome>
  /** Web Locks over all tabs; absent on plain-http hosts other than localhost, where one tab's own queue must do. */
  locks: Pick<LockManager, 'request'> | undefined
  /** What all tabs can read: when the last refresh was answered, and how. */
  read: (key: string) => string | null
  write: (key: string, value: string) => void
  now: () => number
  announce: (outcome: RefreshOutcome) => void
}

const answered = 'forum.session.answered'

/**
 * One refresh at a time over all tabs. A request that failed at `failedSince` waits for its turn; if another tab was answered after that moment,
 * its answer counts for this one too, so a rotated cookie is never presented twice.
 */
export function createRefresher(deps: RefreshDeps): (failedSince: number) => Promise<RefreshOutcome> {
  let queue: Promise<unknown> = Promise.resolve()

  async function turn(failedSince: number): Promise<RefreshOutcome> {
    const last = parseAnswer(deps.read(answered))
    if (last && last.at >= failedSince) return last.outcome
    const outcome = await sendTwice(deps.send)
    if (outcome !== 'unavailable') deps.write(answered, `${deps.now()} ${outcome}`)
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

function parseAnswer(text: string | null): { at: number; outcome: RefreshOutcome } | null {
  const [at, outcome] = text?.split(' ') ?? []
  if (outcome !== 'refreshed' && outcome !== 'ended') return null
  return { at: Number(at), outcome }
}
