/** The moment up to which everything is counted, as those who answer numbers see it. */
export type Mark = {
  /** Null while the numbers are being built. */
  readonly current: Date | null
  /** @throws SUBGRAPH_UNAVAILABLE while the numbers are being built */
  require(): Date
}
