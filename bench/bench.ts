import type { Found } from './measure/report.ts'

export type BenchOptions = {
  /** A checkout of the version that this one is compared with. */
  baseline: string
  rounds: number
}

/** One comparison. */
export type Bench = (options: BenchOptions) => Promise<Found>
