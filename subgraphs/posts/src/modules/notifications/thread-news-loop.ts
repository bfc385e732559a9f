import type { Logger } from '@forum/service-kit'
import type { ThreadNewsService } from './thread-news-service.ts'

/** For what was left by a process that ended; what comes in this one wakes it. */
const intervalMs = 5_000

/** Tells of news after each commit, and now and then. */
export function startTellingNews(news: ThreadNewsService, logger: Logger) {
  let running: Promise<void> | null = null
  let isAskedAgain = false
  let isStopped = false
  const run = async () => {
    do {
      isAskedAgain = false
      try {
        await news.tellAll()
      } catch (error) {
        logger.warn({ err: error }, 'telling who watches a thread failed; retrying soon')
      }
    } while (isAskedAgain && !isStopped)
    running = null
  }
  const wake = () => {
    isAskedAgain = true
    if (!isStopped) running ??= run()
  }
  const timer = setInterval(wake, intervalMs)
  timer.unref()
  return {
    wake,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
