import { notAllowed, Problems, type Viewer } from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import type { Database } from '../../database/database.ts'
import type { UserId } from '../../ids.ts'
import type { FollowService } from '../follows/follow-service.ts'
import type { WriteLimits } from '../write-limits/write-limits.ts'
import type { MutedWord, MutedWordRepository } from './muted-word-repository.ts'
import { mutedWord, readMutedWord } from './read-word.ts'

export type MutedWordDeps = {
  database: Database
  words: MutedWordRepository
  follows: FollowService
  limits: WriteLimits
  clock: Clock
}

const maxMutedWords = 200
/** A year that every client can write; nobody means later. */
const lastYear = 9999

const tooCommon =
  'Search does not look for this: it is too common, or holds no word. Write a rarer word, or a phrase with one.'

/** Words that somebody does not want to meet in feeds. */
export class MutedWordService {
  readonly #deps: MutedWordDeps

  constructor(deps: MutedWordDeps) {
    this.#deps = deps
  }

  async mute(viewer: Viewer, given: { word: string; until?: Date | string | null | undefined }) {
    const { database, limits, words, follows, clock } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const problems = new Problems()
    const word = readMutedWord(given.word, problems)
    const until = given.until == null ? null : new Date(given.until)
    if (
      until !== null &&
      problems.check(until > clock.now(), ['until'], 'TOO_EARLY', 'The end is in the past. Choose a later one.')
    )
      problems.check(
        until.getUTCFullYear() <= lastYear,
        ['until'],
        'TOO_LATE',
        'Leave the end out to mute it for good.',
      )
    const refused = problems.outcome()
    if (refused) return refused
    if (!(await words.isSought(database.sql, word))) problems.add(['word'], 'TOO_COMMON', tooCommon)
    const unsought = problems.outcome()
    if (unsought) return unsought
    return database.write(async (tx) => {
      // Whoever changes what they have hidden holds their own lock, so that two at once do not make one too many.
      await follows.lock(tx, [viewer.id])
      const at = clock.now()
      await words.removeEnded(tx, viewer.id, at)
      if ((await words.countOthers(tx, viewer.id, word)) >= maxMutedWords)
        return notAllowed(`You mute ${maxMutedWords} words, which is the most. Remove one first.`, 'MUTED_WORD_LIMIT')
      await words.keep(tx, viewer.id, { word, until })
      return { __typename: 'MuteWordSuccess' as const, words: await words.of(tx, viewer.id, at) }
    })
  }

  async unmute(viewer: Viewer, given: string) {
    const { database, limits, words } = this.#deps
    const limited = await limits.spend(viewer.id)
    if (limited) return limited
    const word = mutedWord(given)
    if (!word.includes('\u0000')) await words.remove(database.sql, viewer.id, word)
    return { __typename: 'UnmuteWordSuccess' as const, words: await this.of(viewer.id) }
  }

  of(viewerId: UserId): Promise<MutedWord[]> {
    const { database, words, clock } = this.#deps
    return words.of(database.sql, viewerId, clock.now())
  }
}
