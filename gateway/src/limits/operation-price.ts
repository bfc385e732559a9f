import { prices } from './caller-limits.ts'
import type { OperationWeight } from './operation-weight.ts'
import type { Estimate } from './operation-work.ts'

/** What an operation that nobody has sent yet is thought to take, in tokens: about as many milliseconds of work as today's take. */
export const estimateOf = (
  { cost, references, longTexts, heavyMs }: OperationWeight,
  isMutation: boolean,
): Estimate => ({
  tokens:
    (isMutation ? prices.mutation : prices.query) +
    cost * prices.node +
    references * prices.reference +
    longTexts * prices.longText +
    heavyMs,
  least: heavyMs,
})
