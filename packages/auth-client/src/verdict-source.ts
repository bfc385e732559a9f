import type { InvalidVerdict, ValidVerdict } from './verdict.ts'

/** One answer of Auth. `lifetimeMs` is what is left of the token by Auth's clock, so that the caller's own may be wrong. */
export type Answer = { verdict: ValidVerdict; lifetimeMs: number } | { verdict: InvalidVerdict }

export type RevocationEvent =
  | { kind: 'session'; number: number; sessionId: string }
  | { kind: 'user'; number: number; userId: string }
  /** Everything up to `number` was told. */
  | { kind: 'position'; number: number }
  /** What came before `number` is no longer known: nothing that was answered earlier may be used. */
  | { kind: 'reset'; number: number }

/** Where verdicts come from: Auth over gRPC, or, inside Auth, its own services. */
export type VerdictSource = {
  /** Rejects when there is no answer. */
  verify(token: string): Promise<Answer>
  /** Revocations after that number, or from now on; ends or throws when the source goes away or the signal is aborted. */
  watch(after: number | undefined, signal: AbortSignal): AsyncIterable<RevocationEvent>
}
