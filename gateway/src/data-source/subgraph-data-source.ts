import { CircuitOpen, type Logger, type LoopBudget, shortCharacters, traced } from '@forum/service-kit'
import type { Caller } from '../admission/caller.ts'
import type { PoolAnswer } from './exchange.ts'
import { SharedReads } from './shared-reads.ts'
import {
  overloaded,
  readSubgraphAnswer,
  type SubgraphAnswer,
  type SubgraphError,
  tooLarge,
  unavailable,
} from './subgraph-answer.ts'
import { PoolFull, type SubgraphPool } from './subgraph-pool.ts'

export type SubgraphDataSourceDeps = {
  name: string
  pool: SubgraphPool
  logger: Logger
  /** Where large answers are read. */
  loop: LoopBudget
  /** Whether guests who ask for the same at the same time are asked for once. */
  sharesReads: boolean
  /** Counts what went wrong, by code. */
  onFailure?: (code: string) => void
}

/**
 * How this gateway asks one subgraph. It never throws and never says why a subgraph failed: the log has that. A query whose kept-alive
 * socket turned out to be dead is sent once more; a mutation never is.
 */
export class SubgraphDataSource {
  readonly #deps: SubgraphDataSourceDeps
  readonly #shared = new SharedReads<PoolAnswer>()

  constructor(deps: SubgraphDataSourceDeps) {
    this.#deps = deps
  }

  /**
   * @param body the request's JSON
   * @param isMutation whether the fetch may change something, so that it must not be repeated
   */
  async fetch(body: string, caller: Caller, isMutation: boolean): Promise<SubgraphAnswer> {
    const { name, logger } = this.#deps
    try {
      const answer = await traced(`fetch ${name}`, { kind: 'client' }, () => this.#send(body, caller, isMutation))
      if (name === 'auth') caller.takeFromAuth(answer.headers)
      const read = await this.#read(answer.text, caller)
      if (read) return this.#logged(read, answer.status, caller)
      logger.error(
        { subgraph: name, status: answer.status, requestId: caller.requestId },
        'a subgraph gave no GraphQL answer',
      )
      return this.#failed(unavailable)
    } catch (error) {
      if (caller.abandoned?.aborted) return { data: null, errors: [unavailable] } // to nobody
      this.#deps.pool.failedForOthers(error, caller.waiting - 1)
      if (error instanceof PoolFull) return this.#failed(overloaded)
      if (error instanceof CircuitOpen) return this.#failed(unavailable) // said once, when it opened
      if (codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return this.#failed(tooLarge)
      logger.warn({ subgraph: name, err: error, requestId: caller.requestId }, 'a subgraph cannot be asked')
      return this.#failed(unavailable)
    }
  }

  /** Something has changed: no guest joins a read that began before. */
  beginAnew(): void {
    this.#shared.beginAnew()
  }

  async #read(text: string, { sender }: Caller): Promise<SubgraphAnswer | null> {
    if (text.length <= shortCharacters) return readSubgraphAnswer(text)
    return this.#deps.loop.run(sender, () => readSubgraphAnswer(text))
  }

  #send(body: string, caller: Caller, isMutation: boolean): Promise<PoolAnswer> {
    if (isMutation || caller.isMutation) return this.#post(body, caller, isMutation, null)
    // Everybody without an account may see the same. What one with an account sees may have changed since the read that is under way began.
    if (caller.viewer || !this.#deps.sharesReads) return this.#post(body, caller, false, caller.abandoned)
    return this.#shared.read(body, caller.abandoned, {
      begin: (abandoned) => this.#post(body, caller, false, abandoned),
      // Each of them waited in vain: who asks for what is away must not wait longer because others ask the same.
      failedForOthers: (error) => this.#deps.pool.failedForOthers(error),
    })
  }

  async #post(body: string, caller: Caller, isMutation: boolean, abandoned: AbortSignal | null): Promise<PoolAnswer> {
    const { name, pool } = this.#deps
    const headers = caller.headersFor(name)
    const kind = caller.isMutation ? 'write' : 'read'
    try {
      return await pool.post('/graphql', headers, body, kind, abandoned)
    } catch (error) {
      if (isMutation || !isDeadSocket(error)) throw error
      return pool.post('/graphql', headers, body, kind, abandoned)
    }
  }

  #logged(answer: SubgraphAnswer, status: number, { requestId }: Caller): SubgraphAnswer {
    const { name, logger } = this.#deps
    const faults = answer.errors.filter(({ code }) => code === 'INTERNAL_SERVER_ERROR')
    if (faults.length > 0)
      logger.error({ subgraph: name, status, requestId, paths: faults.map(({ path }) => path) }, 'a subgraph failed')
    return answer
  }

  #failed(error: SubgraphError): SubgraphAnswer {
    this.#deps.onFailure?.(error.code)
    return { data: null, errors: [error] }
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const isDeadSocket = (error: unknown): boolean =>
  ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].some((code) => code === codeOf(error))
