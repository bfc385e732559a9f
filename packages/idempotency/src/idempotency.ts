import { createHash } from 'node:crypto'
import {
  characters,
  hasNul,
  type InvalidInput,
  invalidInput,
  type NotAllowed,
  type NotFound,
  type Problems,
  type RateLimited,
} from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { claimKey, deleteKeysBefore, findKey, type KeptKey, keepCreated, type Sql } from './idempotency-keys.ts'

/** As much of @forum/postgres' database as is needed: `write` commits a success, and rolls back when the outcome is a problem. */
type OnceDatabase<Tx extends Sql> = {
  sql: Sql
  write<Outcome extends { __typename: string }>(work: (tx: Tx) => Promise<Outcome>): Promise<Outcome>
}

/** `database`: the one whose transactions create what the keys stand for. */
export type IdempotencyDeps<Tx extends Sql> = { database: OnceDatabase<Tx>; clock: Clock }

/** `input` is compared with that of an earlier mutation of the same key; without a key nothing is remembered. */
export type Once = { viewerId: string; mutation: string; key: string | null; input: unknown }

/** What a mutation that creates says no with. */
export type Refusal = InvalidInput | NotFound | NotAllowed | RateLimited

/** A mutation that creates one thing. Its parts are asked in this order, and the first that has something to say answers. */
export type OnceWrite<Tx, Success> = Once & {
  /** What is wrong with the input. Answered after `limit`, so that a try that fails counts too. */
  refused?: InvalidInput | null
  /** Counts the try; null lets it go on. A repeat costs nothing. */
  limit: () => Promise<RateLimited | null>
  /** What comes before the transaction. Gives a refusal, or what to do in it, which gives the id of what it made, or a refusal. */
  prepare: () => Promise<Refusal | ((tx: Tx) => Promise<Refusal | string>)>
  /** What is said of the id, of one that was made now or by an earlier mutation. */
  success: (id: string) => Success
}

/** An earlier mutation with the same key: what it made, or that its input was another. */
type Repeat = { status: 'done'; id: string } | { status: 'reused'; outcome: InvalidInput }

type Claim =
  /** To be made; the id of what was made is kept in the same transaction. */
  { status: 'new'; keep: (createdId: string) => Promise<void> } | Repeat

const keptMs = 7 * 24 * 60 * 60 * 1_000
const longestKey = 200

/**
 * Makes a mutation with an idempotency key happen once: the key is written in the transaction that creates, so a concurrent twin waits
 * for it, and what fails or is refused is not pinned. Only the id is remembered, so a repeat is answered under today's rights.
 */
export class Idempotency<Tx extends Sql> {
  readonly #deps: IdempotencyDeps<Tx>

  constructor(deps: IdempotencyDeps<Tx>) {
    this.#deps = deps
  }

  readKey(given: string | null | undefined, problems: Problems): string | null {
    if (given == null) return null
    const key = given.toWellFormed()
    const isFit = key !== '' && characters(key) <= longestKey && !hasNul(key)
    problems.check(isFit, ['idempotencyKey'], 'INVALID', `An idempotency key has 1 to ${longestKey} characters.`)
    return key
  }

  /** Creates, or answers as the earlier mutation with this key: with what that made, or that its input was another. */
  async writeOnce<Success extends { __typename: string }>({
    refused = null,
    limit,
    prepare,
    success,
    ...once
  }: OnceWrite<Tx, Success>): Promise<Success | Refusal> {
    const answerTo = (earlier: Repeat) => (earlier.status === 'done' ? success(earlier.id) : earlier.outcome)
    const earlier = refused ? null : await this.#repeatOf(once)
    if (earlier) return answerTo(earlier)
    const refusal = (await limit()) ?? refused
    if (refusal) return refusal
    const prepared = await prepare()
    if (typeof prepared !== 'function') return prepared

    return this.#deps.database.write(async (tx) => {
      const claim = await this.#claim(tx, once)
      if (claim.status !== 'new') return answerTo(claim)
      const made = await prepared(tx)
      if (typeof made !== 'string') return made
      await claim.keep(made)
      return success(made)
    })
  }

  /** Looks before anything is counted or locked. Twins at the same moment are told apart by the claim alone. */
  async #repeatOf({ viewerId, mutation, key, input }: Once): Promise<Repeat | null> {
    if (key === null) return null
    const earlier = await findKey(this.#deps.database.sql, { viewerId, mutation, key }, this.#oldest())
    return earlier && repeat(earlier, hashOf(input))
  }

  async #claim(tx: Tx, { viewerId, mutation, key, input }: Once): Promise<Claim> {
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
    await deleteKeysBefore(this.#deps.database.sql, this.#oldest())
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
