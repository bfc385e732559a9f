import {
  AccountStatus,
  InvalidTokenReason,
  Role,
  type TokenServiceServer,
  TokenServiceService,
  type VerifyTokenResponse,
  type WatchRevocationsRequest,
  type WatchRevocationsResponse,
} from '@forum/auth-client/proto'
import { cleanUp } from '@forum/testing'
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js'

type Stream = ServerWritableStream<WatchRevocationsRequest, WatchRevocationsResponse>
type Event = NonNullable<WatchRevocationsResponse['event']>

export const sessionId = '0190a000-0000-7000-8000-000000000001'
export const userId = '0190a000-0000-7000-8000-000000000002'

export const validAnswer = (asOf = 1, seconds = 300, of = { sessionId, userId }): VerifyTokenResponse => ({
  asOf,
  result: {
    $case: 'valid',
    value: {
      ...of,
      handle: 'ann',
      role: Role.ROLE_USER,
      scopes: ['*'],
      expiresAt: new Date(Date.now() + seconds * 1_000),
      expiresIn: { seconds, nanos: 0 },
      accountStatus: AccountStatus.ACCOUNT_STATUS_ACTIVE,
    },
  },
})

export const endedAnswer = (asOf: number): VerifyTokenResponse => ({
  asOf,
  result: { $case: 'invalid', value: { reason: InvalidTokenReason.INVALID_TOKEN_REASON_SESSION_ENDED } },
})

/** The other end of the wire: speaks TokenService, and says what the test tells it to say. */
export class TokenServer {
  readonly questions: string[] = []
  readonly resumedAfter: (number | undefined)[] = []
  /** What the next question is answered with; called once a question. */
  answer: () => VerifyTokenResponse | Promise<VerifyTokenResponse> = () => validAnswer()
  #server: Server | undefined
  #streams = new Set<Stream>()
  #opened = Promise.withResolvers<void>()
  port = 0

  static async start(): Promise<TokenServer> {
    const server = new TokenServer()
    await server.listen()
    cleanUp(async () => server.stop())
    return server
  }

  async listen(): Promise<void> {
    const server = new Server()
    const handlers: TokenServiceServer = {
      verifyToken: async (call, callback) => {
        this.questions.push(call.request.accessToken)
        callback(null, await this.answer())
      },
      watchRevocations: (call: Stream) => {
        this.resumedAfter.push(call.request.after)
        this.#streams.add(call)
        call.on('close', () => this.#streams.delete(call))
        this.#opened.resolve()
      },
    }
    server.addService(TokenServiceService, handlers)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    )
    this.port = await promise
    this.#server = server
  }

  /** Resolves when a client listens. */
  get listener(): Promise<void> {
    return this.#opened.promise
  }

  say(event: Event): void {
    for (const stream of this.#streams) stream.write({ event })
  }

  revokeSession(number: number, of = sessionId): void {
    this.say({ $case: 'revocation', value: { number, subject: { $case: 'sessionId', value: of } } })
  }

  revokeUser(number: number): void {
    this.say({ $case: 'revocation', value: { number, subject: { $case: 'userId', value: userId } } })
  }

  position(number: number): void {
    this.say({ $case: 'position', value: { number } })
  }

  /** As a process that is killed. */
  stop(): void {
    this.#server?.forceShutdown()
    this.#opened = Promise.withResolvers()
  }
}
