import {
  badUserInput,
  characters,
  decodeCursor,
  encodeCursor,
  idPart,
  numberPart,
  type PageArguments,
  readPage,
  timePart,
  toConnection,
  type Viewer,
} from '@forum/graphql-kit'
import { type Clock, LoopBudget } from '@forum/service-kit'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { candidatesIn, excerpt, marked, matchesIn, type Sought, soughtBy } from './highlight.ts'
import { partPattern } from './part-pattern.ts'
import { readAlternatives, wordsOf } from './read-query.ts'
import type { PostHit, SearchRepository } from './search-repository.ts'

export type SearchDeps = { database: Database; search: SearchRepository; clock: Clock }

const longestQuery = 200
const pieceMs = 8
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
/** Above every rank and score; a plain number, as cursors are JSON. */
const top = 1_000_000

/** As Postgres ranks: what is too small for a real would be refused there. */
const real = numberPart(0, top).transform(Math.fround)
const postParts = (now: Date) => z.tuple([timePart(now), real, idPart])
const personParts = z.tuple([real, idPart])

export class SearchService {
  readonly #deps: SearchDeps
  readonly #loop = new LoopBudget()

  constructor(deps: SearchDeps) {
    this.#deps = deps
  }

  async posts(viewer: Viewer | null, query: string, given: PageArguments) {
    const { search, database, clock } = this.#deps
    const alternatives = readAlternatives(readQuery(query))
    const page = readPage(given)
    const now = clock.now()
    const [start, rank, id] =
      page.after === null ? [now.toISOString(), top, lastId] : decodeCursor('search', page.after, postParts(now))
    const words = alternatives.length === 0 ? [] : await search.words(database.sql, wordsOf(alternatives))
    const sought = words.filter((word) => word.isSought)
    const lexemes = [...new Set(sought.flatMap((word) => word.lexemes))]
    const wanted = { alternatives, pattern: partPattern(lexemes), start, rank, id, limit: page.first + 1 }
    const rows = sought.length === 0 ? [] : await search.posts(database.sql, viewer?.id ?? null, wanted)
    const highlighted = await this.#highlighted(
      viewer?.id ?? 'guests',
      rows.slice(0, page.first),
      soughtBy(wordsOf(alternatives), lexemes),
    )
    const connection = toConnection(
      rows,
      page,
      (row) => encodeCursor('search', [start, row.rank, row.id]),
      (row) => ({ postId: row.id, titleHtml: '', excerptHtml: '', ...highlighted.get(row.id) }),
    )
    return { ...connection, ignoredWords: words.filter((word) => !word.isSought).map(({ word }) => word) }
  }

  /** Titles and excerpts with what matches in <mark>. */
  async #highlighted(sender: string, rows: readonly PostHit[], sought: Sought) {
    const { search, database } = this.#deps
    const hits = await this.#inTurns(sender, rows, (row) => ({
      ...row,
      inTitle: candidatesIn(row.title, sought),
      inPart: candidatesIn(row.part, sought),
    }))
    const words = new Set(hits.flatMap(({ inTitle, inPart }) => [...inTitle, ...inPart].map(({ word }) => word)))
    const matching = new Set(await search.matching(database.sql, [...words], sought.lexemes))
    const highlighted = await this.#inTurns(sender, hits, ({ id, title, part, inTitle, inPart }) => {
      const titleHtml = marked(title, matchesIn(title, inTitle, sought, matching))
      return [id, { titleHtml, excerptHtml: excerpt(part, matchesIn(part, inPart, sought, matching)) }] as const
    })
    return new Map(highlighted)
  }

  /** A hundred long texts take longer than others should wait for the loop: it goes round between a few of them, whoever else searches. */
  async #inTurns<Item, Result>(
    sender: string,
    items: readonly Item[],
    work: (item: Item) => Result,
  ): Promise<Result[]> {
    const results: Result[] = []
    const workOn = () => {
      const began = performance.now()
      do {
        const next = items[results.length]
        if (next === undefined) return
        results.push(work(next))
      } while (performance.now() - began < pieceMs)
    }
    while (results.length < items.length) await this.#loop.run(sender, workOn)
    return results
  }

  async users(viewer: Viewer | null, query: string, given: PageArguments) {
    const { search, database } = this.#deps
    const words = readQuery(query)
    const page = readPage(given)
    const [score, id] = page.after === null ? [top, lastId] : decodeCursor('people', page.after, personParts)
    const rows =
      words === '' ? [] : await search.people(database.sql, viewer?.id ?? null, words, { score, id }, page.first + 1)
    return toConnection(
      rows,
      page,
      (row) => encodeCursor('people', [row.score, row.id]),
      (row) => ({ node: { id: row.id } }),
    )
  }
}

function readQuery(given: string): string {
  const words = given.toWellFormed().replaceAll('\u0000', ' ').replace(/\s+/g, ' ').trim()
  if (characters(words) > longestQuery) throw badUserInput(`\`query\` has at most ${longestQuery} characters.`)
  return words
}
