import type { Logger } from '@forum/service-kit'
import type { WeeklyReports } from './weekly-reports.ts'

const everyMs = 60_000

/** Looks each minute whether a week is to be told of. */
export function startReporting(reports: WeeklyReports, logger: Logger) {
  let running: Promise<void> | undefined
  const look = async () => {
    try {
      await reports.tellIfDue()
    } catch (error) {
      logger.warn({ err: error }, 'weekly reports not told; retrying in a minute')
    }
    running = undefined
  }
  const timer = setInterval(() => {
    running ??= look()
  }, everyMs)
  timer.unref()
  return {
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
