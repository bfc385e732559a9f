import type { RankingName } from '@forum/events'
import {
  decodeCursor,
  encodeCursor,
  idPart,
  integerPart,
  kindOfCursor,
  type Page,
  type PageArguments,
  readPage,
  timePart,
  toConnection,
} from '@forum/graphql-kit'
import type { Clock } from '@forum/service-kit'
import { z } from 'zod'
import type { Database } from '../../database/database.ts'
import { beforeNewest, type Position } from '../../database/keyset.ts'
import type { Window } from '../../generated/graphql.ts'
import type { PostPlace } from '../posts/post-places.ts'
import type { RankingService, Snapshot } from '../rankings/ranking-service.ts'
import type { FeedReader } from '../visibility/visibility.ts'
import { type FeedEdge, type FeedPage, goingOnAfter } from './feed.ts'
import type { FeedRepository, RankedPosition } from './feed-repository.ts'

export type RankedFeedDeps = { database: Database; feeds: FeedRepository; rankings: RankingService; clock: Clock }
export type RankedKind = 'HOT' | 'TOP'
/** Which ranking a feed is made of, and for how many hours its posts are ranked. */
type Ranking = { kind: RankedKind; name: RankingName; hours: number }
/** Of a tag, or of all posts. `newest`: the newest snapshot, where it was looked up already. */
type Ranked = { ranking: Ranking; tag: string | null; newest?: Snapshot }

/** Stats says at least every four minutes that it is there. */
const awayAfterMs = 10 * 60_000
/** Hours of a window; 0: all time. */
const hoursOf: Record<Window, number> = { DAY: 24, WEEK: 7 * 24, MONTH: 30 * 24, YEAR: 365 * 24, ALL: 0 }

const first: RankedPosition = { score: Number.MAX_SAFE_INTEGER, id: '00000000-0000-0000-0000-000000000000' }
/** Where there is no snapshot, nothing is ranked. */
const nowhere = '00000000-0000-0000-0000-000000000000'

/** Where a walk is: in a snapshot below a score, or beyond its end in LATEST. */
type Place = { snapshot: string; ranked: RankedPosition } | { snapshot: string; latest: Position }

/** HOT's window is its own. */
export const rankingOf = (kind: RankedKind, window: Window): Ranking =>
  kind === 'HOT' ? { kind, name: 'HOT', hours: 48 } : { kind, name: `TOP_${window}`, hours: hoursOf[window] }

/**
 * The feeds HOT and TOP: a walk goes down the snapshot in which it began, and then through LATEST without what the snapshot ranks, so it neither
 * repeats nor misses. When its snapshot is gone it goes on in the newest, below the score to which it came.
 */
export class RankedFeed {
  readonly #deps: RankedFeedDeps

  constructor(deps: RankedFeedDeps) {
    this.#deps = deps
  }

  /** Whether Stats was silent for so long that what it said of a ranking may be wrong by now. */
  isStale({ asOf }: Snapshot): boolean {
    return this.#deps.clock.now().getTime() - asOf.getTime() > awayAfterMs
  }

  async page(reader: FeedReader | null, { ranking, tag, newest }: Ranked, given: PageArguments): Promise<FeedPage> {
    const { database, feeds } = this.#deps
    const page = readPage(given)
    const place = await this.#placeOf(ranking, page, newest)
    const { snapshot } = place
    const limit = page.first + 1
    const ranked =
      'ranked' in place ? await feeds.ranked(database.sql, reader, { snapshot, tag, below: place.ranked, limit }) : []
    const position = 'latest' in place ? place.latest : beforeNewest
    const missing = limit - ranked.length
    const { places: latest, end } =
      missing > 0
        ? await feeds.unranked(database.sql, reader, { snapshot, tag, position, limit: missing })
        : { places: [], end: null }
    const latestCursor = ({ at, id }: Pick<PostPlace, 'at' | 'id'>) =>
      encodeCursor(`${ranking.name} LATEST`, [snapshot, at.toISOString(), id])
    const rows: { cursor: string; edge: FeedEdge }[] = [
      ...ranked.map(({ id, score, counted, post }) => ({
        cursor: encodeCursor(ranking.name, [snapshot, score, id]),
        edge: { node: post, reposts: null, served: ranking.kind, why: { ...counted, hours: ranking.hours } },
      })),
      ...latest.map(({ at, id, post }) => ({
        cursor: latestCursor({ at, id }),
        edge: { node: post, reposts: null, served: 'LATEST' as const, why: null },
      })),
    ]
    const feed = toConnection(
      rows,
      page,
      ({ cursor }) => cursor,
      ({ edge }) => edge,
    )
    return goingOnAfter(feed, end && latestCursor(end))
  }

  async #placeOf({ name }: Ranking, { after }: Page, newest: Snapshot | undefined): Promise<Place> {
    const { rankings, clock } = this.#deps
    if (after === null) return { snapshot: (newest ?? (await rankings.newest(name)))?.id ?? nowhere, ranked: first }
    const now = clock.now()
    if (kindOfCursor(after) === `${name} LATEST`) {
      const [given, at, id] = decodeCursor(`${name} LATEST`, after, z.tuple([idPart, timePart(now), idPart]))
      return { snapshot: await this.#toGoOnIn(name, given), latest: { at, id } }
    }
    const [given, score, id] = decodeCursor(name, after, rankedParts)
    return { snapshot: await this.#toGoOnIn(name, given), ranked: { score, id } }
  }

  /** A walk that began before anything was ranked ends so: what is ranked since was not shown in it. */
  async #toGoOnIn(name: RankingName, snapshot: string): Promise<string> {
    if (snapshot === nowhere) return nowhere
    return (await this.#deps.rankings.toGoOnIn(name, snapshot))?.id ?? nowhere
  }
}

const rankedParts = z.tuple([idPart, integerPart(0, Number.MAX_SAFE_INTEGER), idPart])
