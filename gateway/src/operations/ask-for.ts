import type { Caller } from '../admission/caller.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { Answer, OperationExecutor } from '../federation/operation-executor.ts'
import type { OperationPlanner } from '../planning/operation-planner.ts'

/** Runs an operation of the gateway's own for a caller; its answer is as it would be sent. */
export async function askFor(
  caller: Caller,
  { planner, executor }: { planner: OperationPlanner; executor: OperationExecutor },
  query: string,
  variables: Record<string, unknown>,
): Promise<Answer> {
  const document = parseDocument(query)
  const prepared = await planner.prepare({ query, document, operationName: undefined, variables })
  return executor.execute(prepared, caller)
}

/** What was answered, for who reads it here, and the codes of its errors. */
export type ReadAnswer = { data: unknown; codes: readonly string[] }

/** Runs an operation as the anonymous viewer. */
export type AskAnonymously = (query: string, variables: Record<string, unknown>) => Promise<ReadAnswer>

export async function askForData(...asked: Parameters<typeof askFor>): Promise<ReadAnswer> {
  const { text, codes } = await askFor(...asked)
  const { data }: { data: unknown } = JSON.parse(text)
  return { data, codes }
}
