import { callerMetadata, channelOptions } from '@forum/grpc'
import { CircuitBreaker, type CircuitState } from '@forum/service-kit'
import { type CallOptions, credentials, type Metadata, type ServiceError, status } from '@grpc/grpc-js'
import { AccountServiceClient, SiteServiceClient, TokenServiceClient } from './proto.ts'

const probeDeadlineMs = 1_000

export type GrpcConnectionOptions = {
  /** host:port, or any name that gRPC resolves, such as dns:///auth:50051 or ipv4:10.0.0.1:50051,10.0.0.2:50051. */
  url: string
  service: string
  secret: string
  /** How long an answer is waited for. */
  deadlineMs?: number
  /** How often Auth is tried when it did not answer. */
  probeEveryMs?: number
  onCircuit?: (state: CircuitState) => void
}

type Reply<Response> = (error: ServiceError | null, response: Response) => void
type Question<Response> = (metadata: Metadata, options: CallOptions, reply: Reply<Response>) => unknown

/** One channel to Auth, its calls spread over replicas, how a question is put over it, and the breaker that stops asking in vain. */
export class GrpcConnection {
  readonly metadata: Metadata
  readonly tokens: TokenServiceClient
  readonly accounts: AccountServiceClient
  readonly site: SiteServiceClient
  readonly #breaker: CircuitBreaker
  readonly #deadlineMs: number

  constructor({
    url,
    service,
    secret,
    deadlineMs = 2_000,
    probeEveryMs = 5_000,
    onCircuit = () => undefined,
  }: GrpcConnectionOptions) {
    this.#deadlineMs = deadlineMs
    this.metadata = callerMetadata(service, secret)
    this.tokens = new TokenServiceClient(url, credentials.createInsecure(), channelOptions)
    const channelOverride = this.tokens.getChannel()
    this.accounts = new AccountServiceClient(url, credentials.createInsecure(), { channelOverride })
    this.site = new SiteServiceClient(url, credentials.createInsecure(), { channelOverride })
    this.#breaker = new CircuitBreaker({ probe: () => this.#probe(), probeEveryMs, onChange: onCircuit })
  }

  /**
   * Puts a question that changes nothing: an answer within 2 s, or a rejection. One that met a closing connection is put once more.
   *
   * @throws CircuitOpen when Auth let the last questions pass without an answer, and is not asked for the moment
   */
  async ask<Response>(question: Question<Response>): Promise<Response> {
    this.#breaker.check()
    const deadline = Date.now() + this.#deadlineMs
    try {
      const answer = await this.#askOnce(question, deadline).catch((error: ServiceError) => {
        if (error.code !== status.UNAVAILABLE) throw error
        return this.#askOnce(question, deadline)
      })
      this.#breaker.succeeded()
      return answer
    } catch (error) {
      // What cannot be reached is known at once; only waiting in vain is worth not asking.
      if (isLate(error)) this.#breaker.failed()
      throw error
    }
  }

  close(): void {
    this.#breaker.close()
    this.tokens.close()
  }

  /** No token at all: any answer is one. */
  async #probe(): Promise<void> {
    await this.#askOnce(
      (...call) => this.tokens.verifyToken({ accessToken: '' }, ...call),
      Date.now() + probeDeadlineMs,
    )
  }

  #askOnce<Response>(question: Question<Response>, deadline: number): Promise<Response> {
    const { promise, resolve, reject } = Promise.withResolvers<Response>()
    question(this.metadata, { deadline }, (error, response) => (error ? reject(error) : resolve(response)))
    return promise
  }
}

const isLate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === status.DEADLINE_EXCEEDED
