import { prices } from './caller-limits.ts'
import type { Measure } from './operation-meter.ts'

/** What an operation that nobody has sent yet is thought to take, in tokens: about as many milliseconds of work as today's take. */
export const estimateOf = ({ cost }: Measure, isMutation: boolean): number =>
  (isMutation ? prices.mutation : prices.query) + cost * prices.node
