import { readFirst } from '@forum/graphql-kit'
import type { PostMetric, UserMetric, Window } from '../../generated/graphql.ts'
import type { Mark } from '../as-of/mark.ts'
import type { Ranked, RankingRepository } from './ranking-repository.ts'
import { periodOf } from './window.ts'

export type Ranking = { items: Ranked[]; asOf: Date }

type Arguments = { window?: Window | null | undefined; first?: number | null | undefined }

export class RankingService {
  readonly #repository: RankingRepository
  readonly #asOf: Mark

  constructor(repository: RankingRepository, asOf: Mark) {
    this.#repository = repository
    this.#asOf = asOf
  }

  async topPosts(by: PostMetric, { window, first }: Arguments): Promise<Ranking> {
    const asOf = this.#asOf.require()
    return { items: await this.#repository.topPosts(by, periodOf(window ?? 'ALL', asOf), readFirst(first, 10)), asOf }
  }

  async topUsers(by: UserMetric, { window, first }: Arguments): Promise<Ranking> {
    const asOf = this.#asOf.require()
    return { items: await this.#repository.topUsers(by, periodOf(window ?? 'ALL', asOf), readFirst(first, 10)), asOf }
  }
}
