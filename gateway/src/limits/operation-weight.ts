import type { Measure } from './compile-measure.ts'

/** What one admitted operation takes, for whoever charges the caller for it. */
export type OperationWeight = {
  /** Nodes, as `operationLimits.cost` counts them; at least 1. */
  cost: number
  /** Whether it has to be validated and planned first, which takes as much as hundreds of small answers. */
  uncachedPlan: boolean
  /** Things with an id that it leads to: each is looked up, and many of them in a service that others wait for. */
  references: number
  /** Long texts that it may answer with: a field is as many as its lists may give. */
  longTexts: number
  /** Of the processor, for fields that compute much whatever they answer. */
  heavyMs: number
}

export const weightOf = (
  { cost, references, longTexts, heavyMs }: Measure,
  uncachedPlan: boolean,
): OperationWeight => ({
  cost: Math.max(1, Math.ceil(cost)),
  uncachedPlan,
  references,
  longTexts,
  heavyMs,
})

/** A thread of a hundred comments is read as others are. */
const heavyTexts = 150
const heavyFromMs = 50
/** Ten times what a page of a hundred posts leads to. */
const heavyReferences = 1_000

/** Whether an operation keeps a store or a service busy for so long that few of one caller run at once. */
export const isHeavy = ({ heavyMs, references, longTexts }: OperationWeight): boolean =>
  heavyMs >= heavyFromMs || references >= heavyReferences || longTexts >= heavyTexts
