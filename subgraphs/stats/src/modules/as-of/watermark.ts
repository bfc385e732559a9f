/** The moment up to which everything is counted, as those who answer numbers see it. */
export type Watermark = {
  /** Null while the numbers are being built. */
  readonly current: Date | null
  /** Grows when events were counted, here or by another replica: what was computed before may be otherwise now. */
  readonly counted: number
  /** @throws SUBGRAPH_UNAVAILABLE while the numbers are being built */
  require(): Date
}
