import type { Logger } from '@forum/service-kit'
import type { SitemapService } from './sitemap-service.ts'

const everyMs = 10 * 60_000
const afterErrorMs = 30_000

/** Counts the parts of the sitemap at the start and now and then. */
export function startCounting(sitemap: Pick<SitemapService, 'count'>, logger: Logger): { stop: () => Promise<void> } {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let counting = Promise.resolve()
  const countLater = (delayMs: number) => {
    if (isStopped) return
    timer = setTimeout(() => {
      counting = run()
    }, delayMs).unref()
  }
  const run = () =>
    sitemap.count().then(
      () => countLater(everyMs),
      (error: unknown) => {
        if (!isStopped) logger.warn({ err: error }, 'counting the parts of the sitemap failed; retrying in 30 s')
        countLater(afterErrorMs)
      },
    )
  counting = run()
  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await counting
    },
  }
}
