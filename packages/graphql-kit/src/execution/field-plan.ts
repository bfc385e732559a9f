import type { GraphQLField, GraphQLObjectType } from 'graphql'
import type { ReadArgs } from './field-args.ts'
import type { Path } from './path.ts'
import type { Place } from './place.ts'

/** All that is known about a field of the answer before there is a request. */
export type FieldPlan = Place & {
  readonly key: string
  readonly parentType: GraphQLObjectType
  readonly definition: GraphQLField<unknown, unknown>
  readonly readArgs: ReadArgs
}

/** What an object of one type answers with, in order. */
export type ObjectPlan = {
  readonly fields: readonly FieldPlan[]
  readonly newObject: () => Record<string, unknown>
}

export const pathOf = ({ key, parentType }: FieldPlan, prev: Path | undefined): Path => ({
  prev,
  key,
  typename: parentType.name,
})
