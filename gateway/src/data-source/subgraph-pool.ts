import { Pool } from 'undici'

export type SubgraphPoolOptions = {
  url: string
  /** Sockets to this subgraph at most. */
  connections?: number
  /** Requests that may wait for a socket; one more is refused at once. */
  maxWaiting?: number
  /** A request's time from the first byte out to the last byte in. */
  timeoutMs?: number
  /** An answer larger than this is a failure. */
  maxAnswerBytes?: number
}

export type PoolAnswer = { status: number; headers: Record<string, string | string[] | undefined>; text: string }

/** The queue to a subgraph is full. */
export class PoolFull extends Error {}

/** Bounded keep-alive connections to one subgraph. */
export class SubgraphPool {
  readonly #pool: Pool
  readonly #limit: number
  readonly #timeoutMs: number
  #inFlight = 0

  constructor({
    url,
    connections = 64,
    maxWaiting = 512,
    timeoutMs = 10_000,
    maxAnswerBytes = 32 * 1024 * 1024,
  }: SubgraphPoolOptions) {
    this.#limit = connections + maxWaiting
    this.#timeoutMs = timeoutMs
    this.#pool = new Pool(new URL(url).origin, {
      connections,
      pipelining: 1,
      connect: { timeout: 2_000 },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      keepAliveTimeout: 30_000,
      maxResponseSize: maxAnswerBytes,
    })
  }

  get inFlight(): number {
    return this.#inFlight
  }

  /**
   * Sends JSON and reads the whole answer.
   *
   * @param abandoned aborted when nobody needs the answer any more
   * @throws PoolFull when too many wait already; undici's errors when the subgraph cannot be reached or is too slow
   */
  async post(
    path: string,
    headers: Record<string, string>,
    body: string,
    abandoned: AbortSignal | null = null,
  ): Promise<PoolAnswer> {
    if (this.#inFlight >= this.#limit) throw new PoolFull()
    this.#inFlight += 1
    const late = AbortSignal.timeout(this.#timeoutMs)
    try {
      const answer = await this.#pool.request({
        method: 'POST',
        path,
        headers,
        body,
        signal: abandoned ? AbortSignal.any([late, abandoned]) : late,
      })
      return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
    } finally {
      this.#inFlight -= 1
    }
  }

  /** The status of a GET whose answer nobody reads. */
  async status(path: string, timeoutMs: number): Promise<number> {
    const { statusCode, body } = await this.#pool.request({
      method: 'GET',
      path,
      signal: AbortSignal.timeout(timeoutMs),
    })
    await body.dump()
    return statusCode
  }

  /** The pool itself, for answers that are streamed on. */
  get dispatcher(): Pool {
    return this.#pool
  }

  close(): Promise<void> {
    return this.#pool.destroy()
  }
}
