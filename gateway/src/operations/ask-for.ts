import type { PublicErrorCode } from '@forum/graphql-kit'
import type { Caller } from '../admission/caller.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { OperationExecutor } from '../federation/operation-executor.ts'
import type { OperationPlanner } from '../planning/operation-planner.ts'

/** Runs an operation of the gateway's own for a caller. */
export async function askFor(
  caller: Caller,
  { planner, executor }: { planner: OperationPlanner; executor: OperationExecutor },
  query: string,
  variables: Record<string, unknown>,
): Promise<{ data: unknown; hasErrors: boolean; codes: readonly PublicErrorCode[] }> {
  const document = parseDocument(query)
  const prepared = await planner.prepare({ query, document, operationName: undefined, variables })
  const { text, codes } = await executor.execute(prepared, caller)
  const { data }: { data: unknown } = JSON.parse(text)
  return { data, hasErrors: codes.length > 0, codes }
}
