import type { Sql } from '@forum/postgres'
import type { UserId } from '../../ids.ts'
import type { BlockRepository } from './block-repository.ts'

/** What modules ask before one person does something to another. */
export class BlockCheck {
  readonly #deps: { blocks: BlockRepository }

  constructor(deps: { blocks: BlockRepository }) {
    this.#deps = deps
  }

  /**
   * Whether somebody and one of these people have blocked each other, one way or the other; in a transaction that writes what a block forbids. No
   * block of theirs is made until it ends, so that none of two that happen at once is overlooked. Oneself is no obstacle.
   */
  async isAnyBetween(tx: Sql, one: UserId, given: readonly UserId[]): Promise<boolean> {
    const others = given.filter((id) => id !== one)
    if (others.length === 0) return false
    await this.#deps.blocks.lockPairs(tx, one, others, 'together')
    return (await this.#deps.blocks.apartFrom(tx, one, others)).length > 0
  }

  /** Those of these people from whom somebody is kept apart by a block as it stands, one way or the other; to leave them out of what is told. */
  apartFrom(db: Sql, one: UserId, others: readonly UserId[]): Promise<UserId[]> {
    return this.#deps.blocks.apartFrom(db, one, others)
  }
}
