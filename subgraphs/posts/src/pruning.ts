import type { Logger } from '@forum/service-kit'
import type { Services } from './services.ts'

const intervalMs = 10 * 60 * 1_000

/** Forgets old idempotency keys, write counts, notifications and the texts of deleted posts now and then. Several replicas may do it at once. */
export function startPruning(
  { idempotency, limits, emptying, inboxUpkeep }: Pick<Services, 'idempotency' | 'limits' | 'emptying' | 'inboxUpkeep'>,
  logger: Logger,
) {
  const prune = async () => {
    try {
      await Promise.all([idempotency.prune(), limits.prune(), emptying.emptyAll(), inboxUpkeep.run()])
    } catch (error) {
      logger.warn({ err: error }, 'deleting expired rows failed; retrying at the next run')
    }
  }
  const timer = setInterval(() => void prune(), intervalMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
