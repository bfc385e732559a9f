import type { FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { CollectedErrors } from './collected-errors.ts'

export type Values = { readonly [name: string]: unknown }

/** What stays the same for every execution of an operation. */
export type Operation = {
  readonly schema: GraphQLSchema
  readonly definition: OperationDefinitionNode
  readonly fragments: { readonly [name: string]: FragmentDefinitionNode }
}

/** One execution of an operation: what a request brings, and what it has found so far. */
export type Execution = {
  readonly operation: Operation
  readonly variables: Values
  readonly context: unknown
  readonly errors: CollectedErrors
  /** Coerced arguments that depend on variables, by who read them. */
  readonly args: Map<object, Values>
}
