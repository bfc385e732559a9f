export { Idempotency, type IdempotencyDeps, type Once, type OnceWrite, type Refusal } from './idempotency.ts'
export type { Sql } from './idempotency-keys.ts'
