import { createHash } from 'node:crypto'
import { characters, hasNul, type InvalidInput, invalidInput, type Problems } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database, Sql } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { IdempotencyRepository } from './idempotency-repository.ts'

export type IdempotencyDeps = { database: Database; keys: IdempotencyRepository; clock: Clock }

export type Once = { viewerId: UserId; mutation: string; key: string | null; input: unknown }

export type Claim =
  /** Go on, and `keep` the id of what was made, in the same transaction. */
  | { status: 'new'; keep: (createdId: string) => Promise<void> }
  /** It was made before. */
  | { status: 'done'; id: string }
  | { status: 'reused'; outcome: InvalidInput }

const keptMs = 7 * 24 * 60 * 60 * 1_000
const longestKey = 200

/**
 * Makes a mutation with an idempotency key happen once: the key is written in the transaction that creates, so a concurrent twin waits
 * for it, and what fails or is refused is not pinned. Only the id is remembered, so a repeat is answered under today's rights.
 */
export class IdempotencyService {
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

  async claim(tx: Sql, { viewerId, mutation, key, input }: Once): Promise<Claim> {
    const { keys, clock } = this.#deps
    if (key === null) return { status: 'new', keep: async () => undefined }
    const owner = { viewerId, mutation, key }
    const now = clock.now()
    const hash = createHash('sha256').update(JSON.stringify(input)).digest()
    if (await keys.claim(tx, owner, hash, now, new Date(now.getTime() - keptMs)))
      return { status: 'new', keep: (createdId) => keys.keep(tx, owner, createdId) }
    const earlier = await keys.find(tx, owner)
    if (!earlier) throw new Error('an idempotency key is taken and is not there')
    if (earlier.inputHash.equals(hash)) return { status: 'done', id: earlier.createdId }
    return { status: 'reused', outcome: reused }
  }

  /** Forgets keys after 7 days. */
  async prune(): Promise<void> {
    const { database, keys, clock } = this.#deps
    await keys.deleteBefore(database.sql, new Date(clock.now().getTime() - keptMs))
  }
}

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
