import { credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js'
import {
  AccountStatus as ProtoAccountStatus,
  InvalidTokenReason as ProtoReason,
  Role as ProtoRole,
  TokenServiceClient,
  type ValidToken,
  type VerifyTokenResponse,
  type WatchRevocationsResponse,
} from './proto.ts'
import type { AccountStatus, InvalidReason, Role } from './verdict.ts'
import type { Answer, RevocationEvent, VerdictSource } from './verdict-source.ts'

/** Names of the metadata by which a caller says and proves which service it is. */
export const serviceMetadata = { name: 'x-forum-service', secret: 'x-forum-service-secret' } as const

const deadlineMs = 2_000

export type GrpcSourceOptions = {
  /** host:port, or any name that gRPC resolves, such as dns:///auth:50051 or ipv4:10.0.0.1:50051,10.0.0.2:50051. */
  url: string
  service: string
  secret: string
}

/** Auth's TokenService over gRPC: a deadline on each call, one repeat of a question that found no server, calls spread over replicas. */
export class GrpcSource implements VerdictSource {
  readonly #client: TokenServiceClient
  readonly #metadata = new Metadata()

  constructor({ url, service, secret }: GrpcSourceOptions) {
    this.#metadata.set(serviceMetadata.name, service)
    this.#metadata.set(serviceMetadata.secret, secret)
    this.#client = new TokenServiceClient(url, credentials.createInsecure(), {
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
      'grpc.keepalive_time_ms': 10_000,
      'grpc.keepalive_timeout_ms': 3_000,
      'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }),
    })
  }

  async verify(token: string): Promise<Answer> {
    const deadline = Date.now() + deadlineMs
    const response = await this.#verifyOnce(token, deadline).catch((error: ServiceError) => {
      // A question changes nothing, so one that met a closing connection may be put again, to whichever replica answers.
      if (error.code !== status.UNAVAILABLE) throw error
      return this.#verifyOnce(token, deadline)
    })
    return answerOf(response)
  }

  async *watch(after: number | undefined, signal: AbortSignal): AsyncIterable<RevocationEvent> {
    signal.throwIfAborted()
    const call = this.#client.watchRevocations({ after }, this.#metadata)
    // The loop below throws the error too; but one that comes after the loop has ended must not count as unhandled.
    call.on('error', () => undefined)
    const cancel = () => call.destroy(signal.reason)
    signal.addEventListener('abort', cancel)
    try {
      for await (const message of call as AsyncIterable<WatchRevocationsResponse>) {
        const event = eventOf(message)
        if (event) yield event
      }
    } finally {
      signal.removeEventListener('abort', cancel)
      call.cancel()
    }
  }

  close(): void {
    this.#client.close()
  }

  #verifyOnce(accessToken: string, deadline: number): Promise<VerifyTokenResponse> {
    const { promise, resolve, reject } = Promise.withResolvers<VerifyTokenResponse>()
    this.#client.verifyToken({ accessToken }, this.#metadata, { deadline }, (error, response) =>
      error ? reject(error) : resolve(response),
    )
    return promise
  }
}

const roles: Partial<Record<ProtoRole, Role>> = {
  [ProtoRole.ROLE_USER]: 'USER',
  [ProtoRole.ROLE_MODERATOR]: 'MODERATOR',
  [ProtoRole.ROLE_ADMIN]: 'ADMIN',
}

const accountStatuses: Partial<Record<ProtoAccountStatus, AccountStatus>> = {
  [ProtoAccountStatus.ACCOUNT_STATUS_ACTIVE]: 'ACTIVE',
  [ProtoAccountStatus.ACCOUNT_STATUS_SUSPENDED]: 'SUSPENDED',
  [ProtoAccountStatus.ACCOUNT_STATUS_DELETED]: 'DELETED',
}

const reasons: Partial<Record<ProtoReason, InvalidReason>> = {
  [ProtoReason.INVALID_TOKEN_REASON_SESSION_EXPIRED]: 'SESSION_EXPIRED',
  [ProtoReason.INVALID_TOKEN_REASON_SESSION_ENDED]: 'SESSION_ENDED',
}

function answerOf({ result, asOf }: VerifyTokenResponse): Answer {
  // A reason of a newer Auth that this client does not know is still a refusal.
  if (result?.$case === 'invalid')
    return { verdict: { status: 'invalid', reason: reasons[result.value.reason] ?? 'BAD_TOKEN' } }
  if (result?.$case === 'valid') return validAnswer(result.value, asOf)
  throw new Error('Auth answered neither valid nor invalid')
}

function validAnswer(valid: ValidToken, asOf: number): Answer {
  const role = roles[valid.role]
  const accountStatus = accountStatuses[valid.accountStatus]
  const { expiresAt, expiresIn } = valid
  if (!role || !accountStatus || !expiresAt || !expiresIn || !valid.userId || !valid.sessionId)
    throw new Error('Auth answered with a part missing or unknown')
  return {
    lifetimeMs: expiresIn.seconds * 1_000 + expiresIn.nanos / 1_000_000,
    verdict: {
      status: 'valid',
      userId: valid.userId,
      handle: valid.handle,
      role,
      sessionId: valid.sessionId,
      scopes: valid.scopes,
      expiresAt,
      accountStatus,
      asOf,
    },
  }
}

function eventOf({ event }: WatchRevocationsResponse): RevocationEvent | undefined {
  if (event?.$case === 'position' || event?.$case === 'reset') return { kind: event.$case, number: event.value.number }
  if (event?.$case !== 'revocation') return undefined
  const { number, subject } = event.value
  if (subject?.$case === 'sessionId') return { kind: 'session', number, sessionId: subject.value }
  if (subject?.$case === 'userId') return { kind: 'user', number, userId: subject.value }
  // Whom it concerns is not known to this client: then it concerns everybody.
  return { kind: 'reset', number }
}
