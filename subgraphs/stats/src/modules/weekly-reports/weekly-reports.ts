import { reportedWeek, type WeeklyReportData } from '@forum/events'
import type { Outbox } from '@forum/outbox'
import type { Clock } from '@forum/service-kit'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import type { Database } from '../../database.ts'
import { numbersAreThere } from '../as-of/numbers-are-there.ts'
import type { Watermark } from '../as-of/watermark.ts'
import { chunksOf } from '../ingestion/chunks.ts'
import type { ReportMarks } from './report-marks.ts'
import { lastWeek, type Week } from './week.ts'
import { readWeek } from './week-numbers.ts'

export type WeeklyReportsDeps = {
  database: Database
  clickhouse: ClickHouse
  asOf: Pick<Watermark, 'current'>
  marks: ReportMarks
  outbox: Outbox
  clock: Clock
  /** Authors of one transaction; 500 unless told. */
  perTransaction?: number
}

const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * Tells each author on Monday what the week before brought, once for ever: some hundred authors and how far it came are one transaction, which checks that
 * nobody else came further meanwhile. A week that was over before the last one is not made up for.
 */
export class WeeklyReports {
  readonly #deps: WeeklyReportsDeps
  #doneMonday: number | undefined

  constructor(deps: WeeklyReportsDeps) {
    this.#deps = deps
  }

  /** Tells of the last week if that is due. Whoever calls it each minute costs a comparison. */
  async tellIfDue(): Promise<void> {
    const { asOf, clock } = this.#deps
    const week = lastWeek(clock.now())
    const isCounted = asOf.current !== null && asOf.current >= week.ends
    if (!isCounted || this.#doneMonday === week.ends.getTime()) return
    await this.#tell(week)
  }

  async #tell(week: Week): Promise<void> {
    const { database, clickhouse, marks, clock, perTransaction = 500 } = this.#deps
    const monday = mondayOf(week)
    const mark = await database.transaction(async (tx) => {
      await marks.begin(tx, monday, clock.now())
      return marks.lock(tx, monday)
    })
    if (!mark?.isDone) {
      let toldTo = mark?.toldTo ?? null
      const reports = await readWeek(clickhouse, week, toldTo ?? nobody)
      for (const chunk of [...chunksOf(reports, perTransaction), []]) {
        const isTold = await this.#tellSome(week, toldTo, chunk)
        if (!isTold) return
        toldTo = chunk.at(-1)?.userId ?? toldTo
      }
    }
    this.#doneMonday = week.ends.getTime()
  }

  /** The end where there are none left. False when another replica was faster, or the numbers are being built: the next look goes on from there. */
  async #tellSome(week: Week, after: string | null, reports: readonly WeeklyReportData[]): Promise<boolean> {
    const { database, marks, outbox, clock } = this.#deps
    const monday = mondayOf(week)
    return database.transaction(async (tx) => {
      const mark = await marks.lock(tx, monday)
      if (!mark || mark.isDone || mark.toldTo !== after || !(await numbersAreThere(tx))) return false
      const now = clock.now()
      await outbox.append(tx, ...reports.map((report) => reportedWeek(report, now)))
      await marks.told(tx, monday, reports.at(-1)?.userId ?? after, reports.length === 0 ? now : null)
      return true
    })
  }
}

const mondayOf = ({ ends }: Week): string => ends.toISOString().slice(0, 10)
