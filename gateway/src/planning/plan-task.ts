import type { Begun } from '../threads/timed-threads.ts'
import type { PlanNode } from './plan-nodes.ts'
import type { Conditions } from './resolve-conditions.ts'

/** What the planner's thread is asked. */
export type PlanTask = { text: string; operationName: string | undefined; conditions: Conditions }

/** A task on its way to a thread, which says on the port that it has begun. */
export type SentTask = PlanTask & Begun

type Problem = { message: string; locations: readonly { line: number; column: number }[] }

/** An operation over the schema itself, whose answer is as large as the schema is. */
export type IntrospectTask = { text: string; variables: Readonly<Record<string, unknown>> }
export type SentIntrospectTask = IntrospectTask & Begun

/** What it answers: why the document is not valid, or the plan; `renamed` is what `$representations` is called in it. */
export type PlanResult =
  | { valid: false; isMalformedValue: boolean; problems: readonly Problem[] }
  | { valid: true; plan: PlanNode | undefined; renamed: string | null }
