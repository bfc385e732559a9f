import { characters, isVisible } from '@forum/graphql-kit'
import type { Sql } from '@forum/postgres'
import type { Database } from '../../database/database.ts'
import { readPostId, type UserId } from '../../ids.ts'
import { handlesIn } from './handles-in.ts'
import type { MentionRepository } from './mention-repository.ts'

export type MentionDeps = { database: Database; mentions: MentionRepository }

/** People by their handles, as a text that names them needs them. */
export type Named = ReadonlyMap<string, UserId>

/** As many as a text tells over its life, whatever becomes of it. */
const maxTold = 20
/** Whom a text names beyond these is a link, and was never meant. */
const maxKept = 100

const maxSuggested = 8
const longestPrefix = 50

/** Who is named in which text, and who is told of it: once a text and person, for ever. */
export class MentionService {
  readonly #deps: MentionDeps

  constructor(deps: MentionDeps) {
    this.#deps = deps
  }

  /** Those who have the handles that stand in a text, looked up at once. */
  async namedIn(body: string): Promise<Named> {
    const handles = handlesIn(body)
    return handles.length === 0 ? new Map() : this.#deps.mentions.byHandles(this.#deps.database.sql, handles)
  }

  /** A text was written and names these. The caller has locked its post. */
  async write(tx: Sql, textId: string, personIds: readonly UserId[]): Promise<void> {
    if (personIds.length > 0) await this.rewrite(tx, textId, personIds)
  }

  /** The same for a text that was there before, and may have named others. */
  async rewrite(tx: Sql, textId: string, personIds: readonly UserId[]): Promise<void> {
    await this.#deps.mentions.keep(tx, textId, personIds.slice(0, maxKept))
  }

  /** Who is to be told that a text names them: nobody again. For texts that everybody sees. */
  take(tx: Sql, textId: string, authorId: UserId): Promise<UserId[]> {
    return this.#deps.mentions.take(tx, textId, authorId, maxTold)
  }

  async suggest(viewerId: UserId, given: { prefix: string; postId?: string | null | undefined }): Promise<UserId[]> {
    const { mentions, database } = this.#deps
    const prefix = given.prefix.toWellFormed().replaceAll('\u0000', '').trim()
    // Nobody has such a name.
    if (prefix !== '' && (!isVisible(prefix) || characters(prefix) > longestPrefix)) return []
    const postId = given.postId == null ? null : readPostId(given.postId)
    return mentions.suggest(database.sql, viewerId, { prefix, postId, limit: maxSuggested })
  }
}
