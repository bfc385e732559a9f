import { readFirst } from '@forum/graphql-kit'
import type { PostMetric, Window } from '../../generated/graphql.ts'
import type { AsOfService } from '../as-of/as-of-service.ts'
import type { Ranked, RankingRepository } from './ranking-repository.ts'
import { periodOf } from './window.ts'

export type Ranking = { items: Ranked[]; asOf: Date }

type Arguments = { window?: Window | null | undefined; first?: number | null | undefined }

export class RankingService {
  readonly #repository: RankingRepository
  readonly #asOf: AsOfService

  constructor(repository: RankingRepository, asOf: AsOfService) {
    this.#repository = repository
    this.#asOf = asOf
  }

  async topPosts(by: PostMetric, { window, first }: Arguments): Promise<Ranking> {
    const asOf = this.#asOf.require()
    return { items: await this.#repository.topPosts(by, periodOf(window ?? 'ALL', asOf), readFirst(first, 10)), asOf }
  }
}
