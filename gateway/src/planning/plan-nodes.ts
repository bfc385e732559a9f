import type { QueryPlan } from '@apollo/query-planner'

type AnyNode = NonNullable<QueryPlan['node']>

/** The nodes of a plan by their kind. */
export type PlanNode = Exclude<AnyNode, { kind: 'Subscription' }>
export type FetchNode = Extract<AnyNode, { kind: 'Fetch' }>
