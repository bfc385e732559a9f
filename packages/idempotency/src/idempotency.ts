import { createHash } from 'node:crypto'
import { characters, hasNul, type InvalidInput, invalidInput, type Problems } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { claimKey, deleteKeysBefore, findKey, type KeptKey, keepCreated, type Sql } from './idempotency-keys.ts'

/** `sql`: the pool of the database whose transactions create what the keys stand for. */
export type IdempotencyDeps = { sql: Sql; clock: Clock }

export type Once = { viewerId: string; mutation: string; key: string | null; input: unknown }

/** An earlier mutation with the same key: what it made, or that its input was another. */
export type Repeat = { status: 'done'; id: string } | { status: 'reused'; outcome: InvalidInput }

export type Claim =
  /** To be made; the id of what was made is kept in the same transaction. */
  { status: 'new'; keep: (createdId: string) => Promise<void> } | Repeat

const keptMs = 7 * 24 * 60 * 60 * 1_000
const longestKey = 200

/**
 * Makes a mutation with an idempotency key happen once: the key is written in the transaction that creates, so a concurrent twin waits
 * for it, and what fails or is refused is not pinned. Only the id is remembered, so a repeat is answered under today's rights.
 */
export class Idempotency {
  readonly #deps: IdempotencyDeps

  constructor(deps: IdempotencyDeps) {
    this.#deps = deps
  }

  readKey(given: string | null | undefined, problems: Problems): string | null {
    if (given == null) return null
    const key = given.toWellFormed()
    const isFit = key !== '' && characters(key) <= longestKey && !hasNul(key)
    problems.check(isFit, ['idempotencyKey'], 'INVALID', `An idempotency key has 1 to ${longestKey} characters.`)
    return key
  }

  /** What to answer before anything is counted or locked, if this was done before. Twins at the same moment are told apart by `claim` alone. */
  async repeatOf({ viewerId, mutation, key, input }: Once): Promise<Repeat | null> {
    if (key === null) return null
    const earlier = await findKey(this.#deps.sql, { viewerId, mutation, key }, this.#oldest())
    return earlier && repeat(earlier, hashOf(input))
  }

  async claim(tx: Sql, { viewerId, mutation, key, input }: Once): Promise<Claim> {
    if (key === null) return { status: 'new', keep: async () => undefined }
    const owner = { viewerId, mutation, key }
    const hash = hashOf(input)
    const oldest = this.#oldest()
    if (await claimKey(tx, owner, hash, this.#deps.clock.now(), oldest))
      return { status: 'new', keep: (createdId) => keepCreated(tx, owner, createdId) }
    const earlier = await findKey(tx, owner, oldest)
    if (!earlier) throw new Error('an idempotency key is taken and is not there')
    return repeat(earlier, hash)
  }

  /** Forgets keys after 7 days. */
  async prune(): Promise<void> {
    await deleteKeysBefore(this.#deps.sql, this.#oldest())
  }

  #oldest(): Date {
    return new Date(this.#deps.clock.now().getTime() - keptMs)
  }
}

const hashOf = (input: unknown): Buffer => createHash('sha256').update(JSON.stringify(input)).digest()

const repeat = (earlier: KeptKey, hash: Buffer): Repeat =>
  earlier.inputHash.equals(hash) ? { status: 'done', id: earlier.createdId } : { status: 'reused', outcome: reused }

const reused: InvalidInput = {
  ...invalidInput([
    {
      path: ['idempotencyKey'],
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: 'This idempotency key was used with another input. Take a new one.',
    },
  ]),
  code: 'IDEMPOTENCY_KEY_REUSED',
}
