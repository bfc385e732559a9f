import { Worker } from 'node:worker_threads'
import { publicError } from '@forum/graphql-kit'
import { isTooComplex } from './complexity.ts'
import type { Rendered } from './render-markdown.ts'
import type { RenderJob, RenderMessage } from './render-worker.ts'

type Waiting = { job: RenderJob; resolve: (rendered: Rendered | null) => void; reject: (error: unknown) => void }

type Thread = { worker: Worker; isReady: boolean }

/**
 * Renders Markdown in a thread of its own, in bounded time. One text at a time: a text that takes more of the processor than it may, or
 * of memory, ends the thread, and the next text gets a new one. Waiting for a busy machine, or for the thread to start, costs no text
 * its time. Whoever sends many waits for them in turn with the others, so that nobody keeps others from writing.
 */
export class MarkdownRenderer {
  readonly #mostCpuMs: number
  readonly #mostWaiting: number
  /** By sender; the first is next. */
  readonly #queues = new Map<string, Waiting[]>()
  #waiting = 0
  #thread: Thread | null = null
  #running: (Waiting & { timer: NodeJS.Timeout | null }) | null = null
  #nextId = 0

  constructor({ mostCpuMs = 3_000, mostWaiting = 10_000 }: { mostCpuMs?: number; mostWaiting?: number } = {}) {
    this.#mostCpuMs = mostCpuMs
    this.#mostWaiting = mostWaiting
  }

  /** Null: the text is too complex to render. Throws OVERLOADED when too many wait already. */
  async render(body: string, sender: string): Promise<Rendered | null> {
    if (isTooComplex(body)) return null
    if (this.#waiting >= this.#mostWaiting)
      throw publicError('OVERLOADED', 'Too many texts wait to be rendered at the moment. Try again soon.')
    const { promise, resolve, reject } = Promise.withResolvers<Rendered | null>()
    this.#nextId += 1
    const queue = this.#queues.get(sender) ?? []
    queue.push({ job: { id: this.#nextId, body }, resolve, reject })
    this.#queues.set(sender, queue)
    this.#waiting += 1
    this.#startNext()
    return promise
  }

  /** Starts the thread before the first text comes. */
  warmUp(): void {
    this.#thread ??= this.#startThread()
  }

  async close(): Promise<void> {
    const thread = this.#thread
    this.#thread = null
    await thread?.worker.terminate()
  }

  #startNext(): void {
    if (this.#running || this.#waiting === 0) return
    this.warmUp()
    if (!this.#thread?.isReady) return
    const next = this.#take()
    if (!next) return
    const { worker } = this.#thread
    const timer = this.#watch(worker, next.job)
    this.#running = { ...next, timer }
    worker.postMessage(next.job)
  }

  /** The next text; its sender goes to the end of the line. */
  #take(): Waiting | undefined {
    for (const [sender, queue] of this.#queues) {
      const next = queue.shift()
      this.#queues.delete(sender)
      if (queue.length > 0) this.#queues.set(sender, queue)
      this.#waiting -= 1
      return next
    }
    return undefined
  }

  /** Ends the thread when a text has had its share of the processor. */
  #watch(worker: Worker, job: RenderJob): NodeJS.Timeout {
    const before = worker.cpuUsage()
    const check = async () => {
      try {
        const [began, now] = await Promise.all([before, worker.cpuUsage()])
        const usedMs = (now.user + now.system - began.user - began.system) / 1_000
        if (usedMs >= this.#mostCpuMs && this.#running?.job === job) this.#giveUp()
      } catch (error) {
        // The thread has ended since; whoever ended it has settled the text.
        if (this.#thread?.worker === worker) throw error
      }
    }
    return setInterval(() => void check(), Math.min(500, this.#mostCpuMs))
  }

  #startThread(): Thread {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    const thread = { worker, isReady: false }
    worker.unref()
    worker.on('message', (message: RenderMessage) => {
      if (message === 'ready') {
        thread.isReady = true
        this.#startNext()
      } else if (this.#running?.job.id === message.id) this.#finish((job) => job.resolve(message.rendered))
    })
    worker.on('error', (error: Error & { code?: string }) => {
      if (this.#thread === thread) this.#thread = null
      this.#running ??= this.#nextAsFailed()
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') this.#finish((job) => job.resolve(null))
      else this.#finish((job) => job.reject(error))
    })
    return thread
  }

  /** A thread that cannot even start fails the text that it was started for, or it would be started for ever. */
  #nextAsFailed() {
    const next = this.#take()
    return next ? { ...next, timer: null } : null
  }

  #giveUp(): void {
    const thread = this.#thread
    this.#thread = null
    void thread?.worker.terminate()
    this.#finish((job) => job.resolve(null))
  }

  #finish(settle: (job: Waiting) => void): void {
    const finished = this.#running
    this.#running = null
    if (finished) {
      if (finished.timer) clearInterval(finished.timer)
      settle(finished)
    }
    this.#startNext()
  }
}
