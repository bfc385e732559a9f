import { readFirst } from '@forum/graphql-kit'
import type { PostMetric, UserMetric, Window } from '../../generated/graphql.ts'
import { KeptAnswers } from '../../keeping/kept-answers.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { Period, Ranked, RankingRepository } from './ranking-repository.ts'
import { periodOf } from './window.ts'

export type Ranking = { items: Ranked[]; asOf: Date }

type Arguments = { window?: Window | null | undefined; first?: number | null | undefined }

/** What is computed, whatever is asked for: the scan is the same, and one ranking serves every `first`. */
const longest = 100

/** Rankings are the same for everybody and scan whole tables: each is computed once and kept. */
export class RankingService {
  readonly #repository: RankingRepository
  readonly #asOf: Watermark
  readonly #kept: KeptAnswers<Ranked[]>

  constructor(repository: RankingRepository, asOf: Watermark) {
    this.#repository = repository
    this.#asOf = asOf
    this.#kept = new KeptAnswers(asOf)
  }

  topPosts(by: PostMetric, args: Arguments): Promise<Ranking> {
    return this.#ranking(`posts by ${by}`, args, (period) => this.#repository.topPosts(by, period, longest))
  }

  topUsers(by: UserMetric, args: Arguments): Promise<Ranking> {
    return this.#ranking(`users by ${by}`, args, (period) => this.#repository.topUsers(by, period, longest))
  }

  /** Posts by likes as they are now, however many: for whoever keeps them. */
  mostLiked(window: Window, at: Date, first: number): Promise<Ranked[]> {
    return this.#repository.topPosts('LIKES', periodOf(window, at), first, 'batch')
  }

  async #ranking(
    what: string,
    { window: asked, first: wanted }: Arguments,
    compute: (period: Period) => Promise<Ranked[]>,
  ): Promise<Ranking> {
    const now = this.#asOf.require()
    const first = readFirst(wanted, 10)
    const window = asked ?? 'ALL'
    const { answer, asOf } = await this.#kept.get(`${what}, ${window}`, { isRolling: window !== 'ALL' }, () =>
      compute(periodOf(window, now)),
    )
    return { items: answer.slice(0, first), asOf }
  }
}
