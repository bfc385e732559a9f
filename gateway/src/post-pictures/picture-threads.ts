import type { Logger } from '@forum/service-kit'
import type { Refusal } from '../refusal.ts'
import { TimedThreads } from '../threads/timed-threads.ts'
import type { PictureTask } from './drawing/picture-svg.ts'

export const drawingLimitMs = 500
export const maximumWaiting = 32

const tooMany: Refusal = {
  status: 503,
  code: 'OVERLOADED',
  message: 'Too many pictures wait to be drawn. Try again in a few seconds.',
  retryAfterSeconds: 5,
}
const tooLong: Refusal = {
  status: 503,
  code: 'OVERLOADED',
  message: 'This picture could not be drawn in time. Try again in a minute.',
  retryAfterSeconds: 60,
}

/** The one thread that draws, started when the first picture is asked for. */
export class PictureThreads {
  readonly #logger: Logger
  readonly #file: URL
  #threads: TimedThreads<PictureTask, Uint8Array> | null = null

  constructor(logger: Logger, file = new URL('./draw-thread.ts', import.meta.url)) {
    this.#logger = logger
    this.#file = file
  }

  get waiting(): number {
    return this.#threads?.waiting ?? 0
  }

  /** @throws Refused OVERLOADED when too many wait, or when it takes too long */
  async draw(task: PictureTask): Promise<Uint8Array> {
    this.#threads ??= new TimedThreads({
      file: this.#file,
      name: 'draw',
      maxThreads: 1,
      maximumWaiting,
      waitingLimitMs: 10_000,
      timeLimitMs: drawingLimitMs,
      maxOldGenerationSizeMb: 128,
      tooMany,
      tooLong,
      logger: this.#logger,
    })
    return this.#threads.run('drawPicture', task)
  }

  async close(): Promise<void> {
    await this.#threads?.close()
  }
}
