import type { ApolloServer } from '@apollo/server'
import type { Caller } from '../admission/caller.ts'
import { parseDocument } from '../documents/parse-document.ts'
import type { GatewayContext } from '../gateway-context.ts'
import type { OperationPlanner } from '../planning/operation-planner.ts'

/** Runs an operation of the gateway's own for a caller. */
export async function askServer(
  server: ApolloServer<GatewayContext>,
  planner: OperationPlanner,
  caller: Caller,
  query: string,
  variables: Record<string, unknown>,
): Promise<{ data: unknown; hasErrors: boolean }> {
  const document = parseDocument(query)
  const prepared = await planner.prepare({ query, document, operationName: undefined, variables })
  const { body } = await server.executeOperation({ query, variables }, { contextValue: { caller, prepared } })
  if (body.kind !== 'single') throw new Error('an incremental answer, although this schema offers none')
  const { data, errors } = body.singleResult
  return { data, hasErrors: (errors?.length ?? 0) > 0 }
}
