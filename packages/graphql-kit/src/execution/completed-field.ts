import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql'
import type { Execution } from './execution.ts'
import type { Path } from './path.ts'
import type { Complete } from './place.ts'

/** The field whose value is completed, as far as completing asks for it. */
export type CompletedField = {
  /** As errors call it: `Post.title`. */
  readonly name: string
  readonly nodes: readonly FieldNode[]
  /** Completes an object of a type by what the field selects of it. */
  readonly objectOf: (type: GraphQLObjectType) => Complete
  /** @param path of the field or of an item of its value */
  readonly infoOf: (execution: Execution, path: Path | undefined) => GraphQLResolveInfo
}
