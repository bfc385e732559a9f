import { Worker } from 'node:worker_threads'
import type { RenderJob, RenderMessage, RenderResult } from './render-worker.ts'

export type ThreadOutcome = RenderResult | { cpuMs: number; tooLong: true } | { cpuMs: number; error: unknown }

type Running = {
  id: number
  maxCpuMs: number
  before: Promise<NodeJS.CpuUsage>
  settle: (outcome: ThreadOutcome) => void
}

const watchMs = 20

/**
 * One thread and the text that it has. A text that takes more of the processor than it may, or of memory, ends the thread: whoever owns
 * it starts another. Waiting for a busy machine costs no text its time.
 */
export class RenderThread {
  readonly #worker: Worker
  readonly #onReady: () => void
  /** Told why when the thread could not even start. */
  readonly #onEnd: (startError: unknown) => void
  #running: Running | null = null
  #isReady = false
  #hasEnded = false
  #nextId = 0

  constructor({ onReady, onEnd }: { onReady: () => void; onEnd: (startError: unknown) => void }) {
    this.#onReady = onReady
    this.#onEnd = onEnd
    this.#worker = new Worker(new URL('./render-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    })
    this.#worker.unref()
    this.#worker.on('message', (message: RenderMessage) => this.#hear(message))
    this.#worker.on('error', (error: Error & { code?: string }) => {
      const isOutOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      this.#end(isOutOfMemory ? { cpuMs: this.#running?.maxCpuMs ?? 0, tooLong: true } : { cpuMs: 0, error }, error)
    })
  }

  get isFree(): boolean {
    return this.#isReady && !this.#hasEnded && this.#running === null
  }

  render(text: Omit<RenderJob, 'id'>, maxCpuMs: number): Promise<ThreadOutcome> {
    this.#nextId += 1
    const id = this.#nextId
    const { promise, resolve } = Promise.withResolvers<ThreadOutcome>()
    const running: Running = { id, maxCpuMs, before: this.#worker.cpuUsage(), settle: resolve }
    this.#running = running
    this.#worker.postMessage({ id, ...text } satisfies RenderJob)
    const watch = setInterval(() => void this.#check(running), watchMs)
    return promise.finally(() => clearInterval(watch))
  }

  async close(): Promise<void> {
    this.#hasEnded = true
    this.#finish({ cpuMs: 0, error: new Error('the renderer is closed') })
    await this.#worker.terminate()
  }

  #hear(message: RenderMessage): void {
    if (message === 'ready') {
      this.#isReady = true
      this.#onReady()
    } else if (this.#running?.id === message.id) this.#finish(message)
  }

  async #check(running: Running): Promise<void> {
    try {
      const [began, now] = await Promise.all([running.before, this.#worker.cpuUsage()])
      const cpuMs = (now.user + now.system - began.user - began.system) / 1_000
      if (cpuMs < running.maxCpuMs || this.#running !== running) return
      void this.#worker.terminate()
      this.#end({ cpuMs, tooLong: true }, null)
    } catch (error) {
      // A thread that has ended cannot be asked; whoever ended it has settled its text.
      if (!this.#hasEnded) throw error
    }
  }

  #finish(outcome: ThreadOutcome): void {
    const running = this.#running
    this.#running = null
    running?.settle(outcome)
  }

  #end(outcome: ThreadOutcome, error: unknown): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#finish(outcome)
    this.#onEnd(this.#isReady ? null : error)
  }
}
