import type { AttackWorld } from './world.ts'

/** One request of an attack. A document is sent as GraphQL over POST; a path is fetched as it stands. */
export type AttackRequest =
  | { document: string; variables?: Record<string, unknown>; operationName?: string }
  | { path: string; accept?: string }

/** What the caller may be told; anything else is a breach. `DATA` is an answer without errors, `OUTCOME:X` a problem given as data. */
export type Verdict =
  | 'DATA'
  | 'NOT_FOUND'
  | 'OPERATION_TOO_COMPLEX'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'GRAPHQL_PARSE_FAILED'
  | 'BAD_USER_INPUT'
  | 'BAD_REQUEST'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  /** Given up: it took longer than a read may. */
  | 'SUBGRAPH_UNAVAILABLE'
  | 'OVERLOADED'
  | `OUTCOME:${'InvalidInput' | 'NotFound' | 'NotAllowed' | 'RateLimited' | 'WrongCredentials'}`

export type Row = {
  /** The row of the table of faults that it belongs to, and a number: `A4.2`. */
  id: string
  what: string
  /** An account is new, unless the row needs the one that owns a post. */
  as: 'guest' | 'account' | 'owner'
  /** Sent one after the other, then from the start again; asked once. */
  requests: (world: AttackWorld) => AttackRequest[]
  /** So many in all; as many as the rate allows when it is absent. */
  times?: number
  /** A mutation that renders text may take a second of processor time, everything else half of one. */
  rendersText?: boolean
  /** What the first request, sent by somebody with a full allowance, is told. */
  verdict: Verdict | readonly Verdict[]
}
