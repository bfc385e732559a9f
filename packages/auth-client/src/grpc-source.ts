import { traced } from '@forum/service-kit'
import { accountStatuses, roles } from './account-status.ts'
import type { GrpcConnection } from './grpc-connection.ts'
import {
  InvalidTokenReason as ProtoReason,
  type ValidToken,
  type VerifyTokenResponse,
  type WatchRevocationsResponse,
} from './proto.ts'
import type { InvalidReason } from './verdict.ts'
import type { Answer, RevocationEvent, VerdictSource } from './verdict-source.ts'

/** Verdicts and revocations of Auth's TokenService. */
export class GrpcSource implements VerdictSource {
  readonly #connection: GrpcConnection

  constructor(connection: GrpcConnection) {
    this.#connection = connection
  }

  async verify(accessToken: string): Promise<Answer> {
    const { tokens } = this.#connection
    return traced('grpc TokenService/VerifyToken', { kind: 'client' }, async () =>
      answerOf(await this.#connection.ask((...call) => tokens.verifyToken({ accessToken }, ...call))),
    )
  }

  async *watch(after: number | undefined, signal: AbortSignal): AsyncIterable<RevocationEvent> {
    signal.throwIfAborted()
    const { tokens, metadata } = this.#connection
    const call = tokens.watchRevocations({ after }, metadata)
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
