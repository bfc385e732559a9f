import { type DocumentNode, execute, GraphQLError, type GraphQLSchema } from 'graphql'
import { CompiledDocument } from '../../src/execution/compiled-document.ts'
import { MadeUpWorld, type Manner } from './made-up-values.ts'

type Request = { readonly variables: { readonly [name: string]: unknown }; readonly operationName: string | null }

/** What can be told of an execution. */
export type Told = {
  /** The answer's data as text, the order of its keys included. */
  readonly data: string | undefined
  readonly errors: readonly string[]
  /** What resolvers were called with. */
  readonly calls: readonly string[]
}

/** graphql-js itself. */
export async function byGraphqlJs(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variables, operationName }: Request,
  manner: Manner,
): Promise<Told> {
  const world = new MadeUpWorld(schema, manner)
  const answer = await world.turns.run(async () => {
    const { data, errors = [] } = await execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      contextValue: world,
    })
    return { data: JSON.stringify(data), errors: errors.map(toldError) }
  })
  return { ...answer, calls: world.calls }
}

export async function compiled(
  schema: GraphQLSchema,
  document: CompiledDocument,
  request: Request,
  manner: Manner,
): Promise<Told> {
  const world = new MadeUpWorld(schema, manner)
  const answer = await world.turns.run(async () => {
    const executed = await document.execute({ ...request, context: world })
    const data = executed.outcome === 'executed' ? JSON.stringify(executed.data) : undefined
    return { data, errors: executed.errors.map(toldError) }
  })
  return { ...answer, calls: world.calls }
}

function toldError(error: GraphQLError): string {
  const { message, path, locations, extensions, originalError } = error
  const isError = error instanceof GraphQLError
  return JSON.stringify({ message, path, locations, extensions, original: String(originalError), isError })
}
