import type { Found } from './measure/report.ts'

/** Another program of the kind that is compared: `{page}` in its URL is the number of a page. */
export type Peer = { name: string; url: string }

export type BenchOptions = {
  /** A checkout of the version that this one is compared with. */
  baseline: string
  rounds: number
  /** How long a window of `writes` is. */
  seconds: number
  /** Who else takes part in `pages`. */
  peer: Peer | null
}

/** One comparison. */
export type Bench = (options: BenchOptions) => Promise<Found>
