import { currentRequest } from '@forum/service-kit'

/** No place became free in time. */
export class NoPlace extends Error {
  override readonly name = 'NoPlace'

  constructor(waitMs: number) {
    super(`ClickHouse had no time for another query within ${waitMs} ms`)
  }
}

type Waiting = { take: () => void }

/**
 * So many queries at once, and the rest in a line: whoever waits longer than `waitMs` is told so, and whoever has gone leaves the line. The
 * HTTP client's own line knows neither.
 */
export class Places {
  readonly #waitMs: number
  #free: number
  readonly #line: Waiting[] = []

  constructor({ places, waitMs }: { places: number; waitMs: number }) {
    this.#free = places
    this.#waitMs = waitMs
  }

  async use<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#take()
    try {
      return await work()
    } finally {
      const next = this.#line.shift()
      if (next) next.take()
      else this.#free += 1
    }
  }

  async #take(): Promise<void> {
    const signal = currentRequest()?.signal
    signal?.throwIfAborted()
    if (this.#free > 0) {
      this.#free -= 1
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiting = { take: resolve }
    this.#line.push(waiting)
    const leave = (reason: unknown) => {
      const at = this.#line.indexOf(waiting)
      if (at < 0) return // its turn has come
      this.#line.splice(at, 1)
      reject(reason)
    }
    const onGone = () => leave(signal?.reason)
    signal?.addEventListener('abort', onGone, { once: true })
    const timer = setTimeout(() => leave(new NoPlace(this.#waitMs)), this.#waitMs)
    try {
      await promise
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onGone)
    }
  }
}
