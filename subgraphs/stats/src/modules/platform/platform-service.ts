import { readFirst, type Viewer } from '@forum/graphql-kit'
import { KeptAnswers } from '../../keeping/kept-answers.ts'
import type { Watermark } from '../as-of/watermark.ts'
import type { PlatformRepository, PlatformRow, RequestsRow } from './platform-repository.ts'

export type RequestStats = Usage & { total: number; operations: OperationUsage[] }
export type OperationUsage = Usage & { operation: string; client: string; requests: number }
type Usage = { errors: number; p50Ms: number | null; p99Ms: number | null }

const dayMs = 24 * 3_600_000

export class PlatformService {
  readonly #repository: PlatformRepository
  readonly #asOf: Watermark
  readonly #kept: KeptAnswers<PlatformRow>

  constructor(repository: PlatformRepository, asOf: Watermark) {
    this.#repository = repository
    this.#asOf = asOf
    this.#kept = new KeptAnswers(asOf)
  }

  /** Who was active counts back from the moment as of which it is told. */
  async stats() {
    const { answer, asOf } = await this.#kept.get('totals', { isRolling: true }, () =>
      this.#totals(this.#asOf.require()),
    )
    const { daily, weekly, monthly, ...totals } = answer
    return { ...totals, dailyActiveUsers: daily, weeklyActiveUsers: weekly, monthlyActiveUsers: monthly, asOf }
  }

  async #totals(to: Date): Promise<PlatformRow> {
    const daysAgo = (days: number) => new Date(to.getTime() - days * dayMs)
    const row = await this.#repository.totals({ day: daysAgo(1), week: daysAgo(7), month: daysAgo(30), to })
    if (!row) throw new Error('ClickHouse gave no totals')
    return row
  }

  /** How the gateway is used is for admins to know; null for everybody else. */
  async requests(viewer: Viewer | null): Promise<RequestStats | null> {
    if (viewer?.role !== 'ADMIN') return null
    const rows = await this.#repository.requests(new Date(this.#asOf.require().getTime() - 30 * dayMs))
    const total = rows.find((row) => row.is_total)
    const operations = rows.filter((row) => !row.is_total).map(usageOf)
    return { ...usageOf(total ?? nothing), total: total?.requests ?? 0, operations }
  }

  mostFrequent({ operations }: RequestStats, first: number | null | undefined): OperationUsage[] {
    return operations.slice(0, readFirst(first, 10))
  }
}

const nothing: RequestsRow = { operation: '', client: '', is_total: true, requests: 0, errors: 0, p50: null, p99: null }

function usageOf({ operation, client, requests, errors, p50, p99 }: RequestsRow): OperationUsage {
  // Percentiles of nothing are not numbers.
  const [p50Ms, p99Ms] = requests > 0 ? [p50, p99] : [null, null]
  return { operation, client, requests, errors, p50Ms, p99Ms }
}
