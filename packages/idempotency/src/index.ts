export { type Claim, Idempotency, type IdempotencyDeps, type Once, type Repeat } from './idempotency.ts'
export type { Sql } from './idempotency-keys.ts'
