import { Worker } from 'node:worker_threads'
import { isTooComplex } from './complexity.ts'
import type { Rendered } from './render-markdown.ts'
import type { RenderJob, RenderResult } from './render-worker.ts'

type Waiting = { job: RenderJob; resolve: (rendered: Rendered | null) => void; reject: (error: unknown) => void }

/**
 * Renders Markdown in a thread of its own, in bounded time. One text at a time: a text that is over the deadline, or over the memory,
 * ends the thread, and the next text gets a new one.
 */
export class MarkdownRenderer {
  readonly #deadlineMs: number
  readonly #queue: Waiting[] = []
  #worker: Worker | null = null
  #running: (Waiting & { timer: NodeJS.Timeout }) | null = null
  #nextId = 0

  constructor({ deadlineMs = 5_000 }: { deadlineMs?: number } = {}) {
    this.#deadlineMs = deadlineMs
  }

  /** Null: the text is too complex to render. */
  render(body: string): Promise<Rendered | null> {
    if (isTooComplex(body)) return Promise.resolve(null)
    const { promise, resolve, reject } = Promise.withResolvers<Rendered | null>()
    this.#nextId += 1
    this.#queue.push({ job: { id: this.#nextId, body }, resolve, reject })
    this.#startNext()
    return promise
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    await worker?.terminate()
  }

  #startNext(): void {
    if (this.#running) return
    const next = this.#queue.shift()
    if (!next) return
    this.#worker ??= this.#startWorker()
    const timer = setTimeout(() => this.#giveUp(), this.#deadlineMs)
    this.#running = { ...next, timer }
    this.#worker.postMessage(next.job)
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    worker.unref()
    worker.on('message', ({ id, rendered }: RenderResult) => {
      if (this.#running?.job.id === id) this.#finish((job) => job.resolve(rendered))
    })
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.#worker === worker) this.#worker = null
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#finish((job) => job.resolve(null))
      else this.#finish((job) => job.reject(error))
    })
    return worker
  }

  #giveUp(): void {
    const worker = this.#worker
    this.#worker = null
    void worker?.terminate()
    this.#finish((job) => job.resolve(null))
  }

  #finish(settle: (job: Waiting) => void): void {
    const finished = this.#running
    this.#running = null
    if (finished) {
      clearTimeout(finished.timer)
      settle(finished)
    }
    this.#startNext()
  }
}
