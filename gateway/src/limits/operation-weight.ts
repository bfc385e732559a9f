import type { Measure } from './operation-meter.ts'

/** What one admitted operation takes, for whoever charges the caller for it. */
export type OperationWeight = {
  /** Nodes, as `operationLimits.cost` counts them; at least 1. */
  cost: number
  /** Whether it has to be validated and planned first, which takes as much as hundreds of small answers. */
  uncachedPlan: boolean
  /** Long texts that it may answer with: a field is as many as its lists may give. */
  longTexts: number
  /** Of the processor, for fields that compute much whatever they answer. */
  heavyMs: number
}

export const weightOf = ({ cost, longTexts, heavyMs }: Measure, uncachedPlan: boolean): OperationWeight => ({
  cost: Math.max(1, Math.ceil(cost)),
  uncachedPlan,
  longTexts,
  heavyMs,
})
