import type { ApolloServer } from '@apollo/server'
import type { Caller, GatewayContext } from '../admission/caller.ts'

/** Runs an operation of the gateway's own for a caller. */
export async function askServer(
  server: ApolloServer<GatewayContext>,
  caller: Caller,
  query: string,
  variables: Record<string, unknown>,
): Promise<{ data: unknown; hasErrors: boolean }> {
  const { body } = await server.executeOperation({ query, variables }, { contextValue: { caller } })
  if (body.kind !== 'single') throw new Error('an incremental answer, although this schema offers none')
  const { data, errors } = body.singleResult
  return { data, hasErrors: (errors?.length ?? 0) > 0 }
}
