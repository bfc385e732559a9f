import type { Found } from './measure/report.ts'

export type BenchOptions = {
  /** A checkout of the version that this one is compared with. */
  baseline: string
  rounds: number
}

/** One comparison. `needsBaseline` says whether it runs the former version beside this one. */
export type Bench = { needsBaseline: boolean; run: (options: BenchOptions) => Promise<Found> }
