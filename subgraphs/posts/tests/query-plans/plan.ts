import { z } from 'zod'

/** As much of EXPLAIN (ANALYZE, FORMAT JSON) as tells what was read. Rows are averages over the loops. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string | undefined
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number | undefined
  'Rows Removed by Index Recheck'?: number | undefined
  Plans?: PlanNode[] | undefined
}

const node: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number(),
    'Actual Loops': z.number(),
    'Rows Removed by Filter': z.number().optional(),
    'Rows Removed by Index Recheck': z.number().optional(),
    Plans: z.array(node).optional(),
  }),
)

const explained = z.tuple([z.object({ Plan: node })])

export const readPlan = (queryPlan: unknown): PlanNode => explained.parse(queryPlan)[0].Plan

export type Reading = { relation: string; how: string; rows: number }

/** Each look at a table in a plan, with the rows that it read, those it threw away included. */
export function readings(plan: PlanNode): Reading[] {
  const below = (plan.Plans ?? []).flatMap(readings)
  const relation = plan['Relation Name']
  if (relation === undefined) return below
  const thrownAway = (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0)
  const rows = Math.round((plan['Actual Rows'] + thrownAway) * plan['Actual Loops'])
  return [{ relation, how: plan['Node Type'], rows }, ...below]
}

export const rowsGiven = (plan: PlanNode): number => Math.round(plan['Actual Rows'] * plan['Actual Loops'])
