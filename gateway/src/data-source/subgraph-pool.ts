import { CircuitBreaker, CircuitOpen, type CircuitState } from '@forum/service-kit'
import { Pool } from 'undici'
import { exchange, type PoolAnswer } from './exchange.ts'

/** Reads and writes have connections of their own, so that neither waits behind the other. */
export type RequestKind = 'read' | 'write'

type KindLimits = {
  /** Sockets at most. */
  connections: number
  /** Requests that may wait for a socket; one more is refused at once. */
  maxWaiting: number
  /** A request's time from the first byte out to the last byte in. */
  timeoutMs: number
}

export type SubgraphPoolOptions = {
  url: string
  read?: Partial<KindLimits>
  write?: Partial<KindLimits>
  /** Of an answer larger than this no more is read. A client's may have 2 MB, and a subgraph's has keys beside it. */
  maxAnswerBytes?: number
  /** How often a subgraph that did not answer is tried. */
  probeEveryMs?: number
  onCircuit?: (state: CircuitState) => void
}

/** A reader goes on without what is late; a writer would not know whether it was done. */
const defaults: Record<RequestKind, KindLimits> = {
  read: { connections: 48, maxWaiting: 512, timeoutMs: 5_000 },
  write: { connections: 16, maxWaiting: 128, timeoutMs: 20_000 },
}
const probeTimeoutMs = 1_000

/** The queue to a subgraph is full. */
export class PoolFull extends Error {}

type Lane = { pool: Pool; limits: KindLimits; inFlight: number }

/** Bounded keep-alive connections to one subgraph, and the breaker that stops asking one that does not answer. */
export class SubgraphPool {
  readonly #lanes: Record<RequestKind, Lane>
  readonly #breaker: CircuitBreaker

  constructor({
    url,
    read = {},
    write = {},
    maxAnswerBytes = 4_000_000,
    probeEveryMs = 5_000,
    onCircuit = () => undefined,
  }: SubgraphPoolOptions) {
    const lane = (limits: KindLimits): Lane => ({
      limits,
      inFlight: 0,
      pool: new Pool(new URL(url).origin, {
        connections: limits.connections,
        pipelining: 1,
        connect: { timeout: 2_000 },
        headersTimeout: limits.timeoutMs,
        bodyTimeout: limits.timeoutMs,
        keepAliveTimeout: 30_000,
        maxResponseSize: maxAnswerBytes,
      }),
    })
    this.#lanes = { read: lane({ ...defaults.read, ...read }), write: lane({ ...defaults.write, ...write }) }
    this.#breaker = new CircuitBreaker({
      probe: () => this.status('/healthz', probeTimeoutMs),
      probeEveryMs,
      onChange: onCircuit,
    })
  }

  inFlight(kind: RequestKind): number {
    return this.#lanes[kind].inFlight
  }

  get isConnected(): boolean {
    return this.#lanes.read.pool.stats.connected > 0
  }

  get circuit(): CircuitState {
    return this.#breaker.state
  }

  /**
   * Sends JSON and reads the whole answer.
   *
   * @param abandoned aborted when nobody needs the answer any more
   * @throws PoolFull when too many wait already, CircuitOpen when the subgraph is not asked for the moment; undici's errors when it cannot be reached or is
   * too slow
   */
  async post(
    path: string,
    headers: Record<string, string>,
    body: string,
    kind: RequestKind,
    abandoned: AbortSignal | null = null,
  ): Promise<PoolAnswer> {
    if (abandoned?.aborted) throw nobodyWaits()
    const lane = this.#lanes[kind]
    this.#breaker.check()
    if (lane.inFlight >= lane.limits.connections + lane.limits.maxWaiting) throw new PoolFull()
    lane.inFlight += 1
    const { answer, abort } = exchange(lane.pool, { method: 'POST', path, headers, body })
    const leave = () => abort(nobodyWaits())
    const late = setTimeout(() => abort(new Error('The subgraph took too long.')), lane.limits.timeoutMs)
    abandoned?.addEventListener('abort', leave, { once: true })
    try {
      const answered = await answer
      this.#breaker.succeeded()
      return answered
    } catch (error) {
      if (isFailureOf(error, abandoned)) this.#breaker.failed()
      throw error
    } finally {
      clearTimeout(late)
      abandoned?.removeEventListener('abort', leave)
      lane.inFlight -= 1
    }
  }

  /** Counts a failure that so many more waited for than asked. */
  failedForOthers(error: unknown, others = 1): void {
    if (!isFailureOf(error, null) || error instanceof PoolFull || error instanceof CircuitOpen) return
    for (let counted = 0; counted < others; counted += 1) this.#breaker.failed()
  }

  /** The status of a GET whose answer nobody reads. */
  async status(path: string, timeoutMs: number): Promise<number> {
    const { statusCode, body } = await this.#lanes.read.pool.request({
      method: 'GET',
      path,
      signal: AbortSignal.timeout(timeoutMs),
    })
    await body.dump()
    return statusCode
  }

  /** The pool itself, for answers that are streamed on. */
  get dispatcher(): Pool {
    return this.#lanes.read.pool
  }

  async close(): Promise<void> {
    this.#breaker.close()
    await Promise.all([this.#lanes.read.pool.destroy(), this.#lanes.write.pool.destroy()])
  }
}

const nobodyWaits = (): Error => new Error('Nobody waits for the answer any more.')

/**
 * Whether it says that asking costs time in vain: not when the client has gone, nor when an answer came that is too large, nor when the
 * connection was refused, because that is known at once and over as soon as the subgraph is back.
 */
const isFailureOf = (error: unknown, abandoned: AbortSignal | null): boolean =>
  !abandoned?.aborted && !(error instanceof Error && 'code' in error && harmless.some((code) => code === error.code))

const harmless = ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'ECONNREFUSED']
