import { publicError } from '@forum/graphql-kit'
import { FairQueue } from '@forum/service-kit'
import type { Rendered } from './render-markdown.ts'
import { RenderThread, type ThreadOutcome } from './render-thread.ts'
import { type Refusal, refusal } from './too-complex.ts'

export type RenderRequest = {
  /** Whose turn it takes: an account. */
  sender: string
  /** Of the processor, in milliseconds. */
  maxCpuMs: number
  /** Of people who are there: `@handle` with one of these is a link. */
  handles?: readonly string[]
}

export type RenderOutcome =
  | { status: 'rendered'; rendered: Rendered; cpuMs: number }
  | { status: 'refused'; refusal: Refusal; cpuMs: number }
  /** The sender has enough waiting. */
  | { status: 'busy'; retryAfterSeconds: number }

export type RendererOptions = { threads?: number; maxOfSender?: number; maxCharacters?: number }

type Waiting = {
  body: string
  handles: readonly string[]
  maxCpuMs: number
  resolve: (outcome: RenderOutcome) => void
  reject: (error: unknown) => void
}

const retryAfterSeconds = 2
const tooLong = refusal('text', 1, 'the text takes too long to render. Split it in two, or use fewer marks in it.')

/**
 * Renders Markdown in threads of its own, in bounded time. Accounts have turns, so that one with many texts keeps nobody else waiting; a
 * text that takes too much of the processor ends its own thread alone, and another takes its place.
 */
export class MarkdownRenderer {
  readonly #threads = new Set<RenderThread>()
  readonly #count: number
  readonly #queue: FairQueue<Waiting>
  #isClosed = false

  constructor({ threads = 2, maxOfSender = 8, maxCharacters = 500_000 }: RendererOptions = {}) {
    this.#count = threads
    this.#queue = new FairQueue({ ofSender: maxOfSender, size: maxCharacters })
  }

  /** @throws OVERLOADED when too much waits already */
  async render(body: string, { sender, maxCpuMs, handles = [] }: RenderRequest): Promise<RenderOutcome> {
    const full = this.#queue.refusal(sender, body.length)
    if (full === 'sender') return { status: 'busy', retryAfterSeconds }
    if (full)
      throw publicError('OVERLOADED', 'Too many texts wait to be rendered. Try again soon.', { retryAfterSeconds })
    const { promise, resolve, reject } = Promise.withResolvers<RenderOutcome>()
    this.#queue.add(sender, { body, handles, maxCpuMs, resolve, reject }, body.length)
    this.#startNext()
    return promise
  }

  /** Starts the threads before the first text comes. */
  warmUp(): void {
    while (!this.#isClosed && this.#threads.size < this.#count) this.#startThread()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (let next = this.#queue.take(); next; next = this.#queue.take())
      next.reject(new Error('the renderer is closed'))
    await Promise.all([...this.#threads].map((thread) => thread.close()))
  }

  #startThread(): void {
    const thread = new RenderThread({
      onReady: () => this.#startNext(),
      onEnd: (startError) => {
        this.#threads.delete(thread)
        // A thread that cannot even start fails the text that it was started for, or it would be started for ever.
        if (startError) this.#queue.take()?.reject(startError)
        this.#startNext()
      },
    })
    this.#threads.add(thread)
  }

  #startNext(): void {
    this.warmUp()
    for (const thread of this.#threads) {
      if (!thread.isFree) continue
      const next = this.#queue.take()
      if (!next) return
      void this.#run(thread, next)
    }
  }

  async #run(thread: RenderThread, next: Waiting): Promise<void> {
    settle(next, await thread.render({ body: next.body, handles: next.handles }, next.maxCpuMs))
    this.#startNext()
  }
}

function settle({ resolve, reject }: Waiting, outcome: ThreadOutcome): void {
  const { cpuMs } = outcome
  if ('rendered' in outcome) resolve({ status: 'rendered', rendered: outcome.rendered, cpuMs })
  else if ('refusal' in outcome) resolve({ status: 'refused', refusal: outcome.refusal, cpuMs })
  else if ('tooLong' in outcome) resolve({ status: 'refused', refusal: tooLong, cpuMs })
  else reject(outcome.error)
}
