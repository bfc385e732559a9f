import { type FieldNode, type GraphQLError, locatedError, responsePathAsArray } from 'graphql'
import type { Execution } from './execution.ts'
import type { Path } from './path.ts'

/** Completes a value that a resolver gave: what the answer has there, or a Pending. Throws where it cannot. */
export type Complete = (execution: Execution, path: Path | undefined, value: unknown) => unknown

/** Where a value of the answer stands: a field of an object, or an item of a list. */
export type Place = {
  readonly nodes: readonly FieldNode[]
  readonly isNonNull: boolean
  /** A leaf has nothing below it, so that its path is made when it fails only. */
  readonly isLeaf: boolean
  readonly complete: Complete
}

/** What stands in a place that failed: null. Throws the located error where null may not be. */
export function failedPlace(execution: Execution, place: Place, path: Path | undefined, thrown: unknown): null {
  const error = located(place, path, thrown)
  if (place.isNonNull) throw error
  execution.errors.add(error, path)
  return null
}

/** The error at its place; one that has a place already keeps it. */
export const located = (place: Place, path: Path | undefined, thrown: unknown): GraphQLError =>
  locatedError(thrown, place.nodes, responsePathAsArray(path))
