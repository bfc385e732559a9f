import { MessageChannel } from 'node:worker_threads'
import type { Logger, Metrics } from '@forum/service-kit'
import { Piscina } from 'piscina'
import { Histogram } from 'prom-client'
import { type PageTask, type RenderedPage, renderedPage } from './rendered-page.ts'

/** What a page asks while it is drawn. */
export type Question = { id: number; query: string; variables: Record<string, unknown> }
/** The answer's text; null where there is none. */
export type Reply = { id: number; text: string | null }

/** Runs an operation as a guest; gives its answer as it would be sent. */
export type AskAsGuest = (question: Pick<Question, 'query' | 'variables'>) => Promise<string>

/** Longer than any page takes whose answers come; a thread that is not done then is ended. */
const timeLimitMs = 10_000
/** Pages that wait for a thread. */
const maxWaiting = 32

/** Draws pages beside the event loop, with the web app's own components. */
export class PageThreads {
  readonly #pool: Piscina<PageTask, unknown>
  readonly #logger: Logger
  readonly #duration: Histogram

  constructor(webDirectory: string, logger: Logger, metrics: Metrics) {
    this.#logger = logger
    this.#pool = new Piscina({
      filename: new URL('./page-thread.ts', import.meta.url).href,
      name: 'render',
      workerData: { webDirectory },
      minThreads: 1,
      maxThreads: 1,
      // While one page waits for its answers the next is drawn.
      concurrentTasksPerWorker: 8,
      maxQueue: maxWaiting,
      resourceLimits: { maxOldGenerationSizeMb: 256 },
      env: { NODE_ENV: 'production' },
      // The thread's own flags: a process that was started with others (a test runner's) must not hand them on.
      execArgv: [],
    })
    this.#pool.on('error', (error: unknown) => logger.error({ err: error }, 'a thread that draws pages failed'))
    this.#duration = new Histogram({
      name: 'forum_gateway_page_render_duration_seconds',
      help: 'Drawing a page of the web app, its questions and waiting for a thread included.',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.3, 1, 2, 5],
      registers: [metrics],
    })
  }

  /** @throws when the page cannot be drawn, or not in time */
  async render(task: PageTask, ask: AskAsGuest): Promise<RenderedPage> {
    const { port1, port2: port } = new MessageChannel()
    port1.on('message', ({ id, ...question }: Question) => {
      ask(question).then(
        (text) => port1.postMessage({ id, text } satisfies Reply),
        (error: unknown) => {
          this.#logger.warn({ err: error, address: task.address }, 'a page could not ask what it shows')
          port1.postMessage({ id, text: null } satisfies Reply)
        },
      )
    })
    const done = this.#duration.startTimer()
    const sent = { ...task, port }
    try {
      const signal = AbortSignal.timeout(timeLimitMs)
      return renderedPage.parse(await this.#pool.run(sent, { name: 'render', signal, transferList: [port] }))
    } finally {
      done()
      port1.close()
    }
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}
