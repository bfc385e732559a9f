import { CircuitOpen, type Logger } from '@forum/service-kit'
import { LRUCache } from 'lru-cache'
import { RevocationStream } from './revocation-stream.ts'
import { SeenRevocations } from './seen-revocations.ts'
import type { Verdict } from './verdict.ts'
import type { VerdictMetrics } from './verdict-metrics.ts'
import type { Answer, RevocationEvent, VerdictSource } from './verdict-source.ts'

const keptMs = 30_000
const keptWithoutStreamMs = 1_000
const attempts = 3

// A compact JWS; what cannot be one is not worth a call.
const tokenShape = /^[\w-]{2,1024}\.[\w-]{2,4096}\.[\w-]{2,1024}$/

type Kept = { answer: Answer; askedAt: number; goodUntil: number }

export type VerdictsOptions = {
  source: VerdictSource
  logger: Logger
  metrics: VerdictMetrics
  /** Most good tokens remembered at once; as many bad ones are remembered as a tenth of it. */
  limit?: number
  /** Monotonic milliseconds. */
  now?: () => number
}

/**
 * Verdicts on access tokens, kept for at most 30 s, never past the token's own end, and not past a revocation of their session or user.
 * While revocations cannot be heard, kept for 1 s. Without an answer the verdict is `unavailable`: it fails closed.
 * Callers that ask about the same token at the same time share one question.
 */
export class Verdicts {
  readonly #source: VerdictSource
  readonly #logger: Logger
  readonly #metrics: VerdictMetrics
  readonly #now: () => number
  readonly #good: LRUCache<string, Kept>
  // Apart, so that a flood of malformed tokens does not push out the tokens of those who are signed in.
  readonly #bad: LRUCache<string, Kept>
  readonly #asking = new Map<string, Promise<Verdict>>()
  readonly #seen = new SeenRevocations()
  readonly #stream: RevocationStream

  constructor({ source, logger, metrics, limit = 20_000, now = () => performance.now() }: VerdictsOptions) {
    this.#source = source
    this.#logger = logger
    this.#metrics = metrics
    this.#now = now
    this.#good = new LRUCache({ max: limit })
    this.#bad = new LRUCache({ max: Math.ceil(limit / 10) })
    this.#stream = new RevocationStream({
      source,
      logger,
      onEvent: (event) => this.#hear(event),
      onState: (isUp) => metrics.streamIsUp(isUp),
    })
  }

  /** What Auth says of this token, now or a moment ago. Never rejects. */
  verify(token: string): Promise<Verdict> {
    if (!tokenShape.test(token)) return Promise.resolve({ status: 'invalid', reason: 'BAD_TOKEN' })
    const kept = this.#kept(token)
    if (kept) {
      this.#metrics.answered('hit')
      return Promise.resolve(kept.answer.verdict)
    }
    const asked = this.#asking.get(token)
    if (asked) {
      this.#metrics.answered('coalesced')
      return asked
    }
    const asking = this.#ask(token).finally(() => this.#asking.delete(token))
    this.#asking.set(token, asking)
    return asking
  }

  /** Whether revocations are being heard. */
  ready(): boolean {
    return this.#stream.isUp
  }

  async close(): Promise<void> {
    await this.#stream.close()
  }

  #kept(token: string): Kept | undefined {
    const kept = this.#good.get(token) ?? this.#bad.get(token)
    if (!kept) return undefined
    const longest = this.#stream.isUp ? keptMs : keptWithoutStreamMs
    const now = this.#now()
    if (now - kept.askedAt < longest && now < kept.goodUntil && this.#isUpToDate(kept.answer)) return kept
    return undefined
  }

  #isUpToDate({ verdict }: Answer): boolean {
    return verdict.status === 'invalid' || this.#seen.allows(verdict.asOf, verdict.sessionId, verdict.userId)
  }

  async #ask(token: string): Promise<Verdict> {
    try {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const askedAt = this.#now()
        const answer = await this.#source.verify(token)
        // Auth's snapshot may be older than a revocation that the stream has already told: then the answer is out of date.
        if (!this.#isUpToDate(answer)) continue
        this.#keep(token, answer, askedAt)
        this.#metrics.answered('miss')
        return answer.verdict
      }
      this.#logger.error({ attempts }, 'Auth keeps answering out of date; taken as no answer')
    } catch (error) {
      // Of an open breaker is said once, when it opens.
      if (!(error instanceof CircuitOpen)) this.#logger.warn({ err: error }, 'no answer from Auth')
    }
    this.#metrics.answered('unavailable')
    return { status: 'unavailable' }
  }

  #keep(token: string, answer: Answer, askedAt: number): void {
    if (answer.verdict.status === 'invalid') {
      this.#good.delete(token)
      this.#bad.set(token, { answer, askedAt, goodUntil: Number.POSITIVE_INFINITY })
    } else if ('lifetimeMs' in answer) {
      this.#good.set(token, { answer, askedAt, goodUntil: askedAt + answer.lifetimeMs })
    }
  }

  #hear(event: RevocationEvent): void {
    if (event.kind === 'session') this.#seen.add(event.sessionId, event.number, this.#now())
    if (event.kind === 'user') this.#seen.add(event.userId, event.number, this.#now())
    if (event.kind === 'reset') {
      this.#good.clear()
      this.#bad.clear()
      this.#seen.beginAt(event.number)
    }
    if (event.kind !== 'position') this.#metrics.received()
  }
}
