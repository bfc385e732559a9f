import type { OperationDefinitionNode } from 'graphql'
import type { Measure } from './operation-meter.ts'

/** Of one operation: `first` has a hundred values. */
const maximumKept = 128
/** What is longer is measured again. */
const maximumKeyCharacters = 500

type Known = { names: readonly string[]; measures: Map<string, Measure> }

/**
 * What operations were found to measure, by the values of the variables that this depends on. Measuring one again walks the whole of its
 * text; the same operation comes again with the same `first`. Kept as long as the parsed document is.
 */
const known = new WeakMap<OperationDefinitionNode, Known>()

type Variables = Readonly<Record<string, unknown>>

export function knownMeasure(operation: OperationDefinitionNode, variables: Variables): Measure | undefined {
  const of = known.get(operation)
  return of?.measures.get(keyOf(of.names, variables))
}

/** @param used the variables that were looked at */
export function keepMeasure(
  operation: OperationDefinitionNode,
  variables: Variables,
  used: ReadonlySet<string>,
  measure: Measure,
): void {
  let of = known.get(operation)
  // Which variables are looked at can depend on values: what was found by fewer of them is forgotten.
  if (!of || [...used].some((name) => !of?.names.includes(name))) {
    of = { names: [...new Set([...(of?.names ?? []), ...used])], measures: new Map() }
    known.set(operation, of)
  }
  const key = keyOf(of.names, variables)
  if (key.length <= maximumKeyCharacters && of.measures.size < maximumKept) of.measures.set(key, measure)
}

/** Of a list only its length counts. A variable that is not given has its default, which nothing else may be taken for. */
const keyOf = (names: readonly string[], variables: Variables): string =>
  names.length === 0
    ? ''
    : JSON.stringify(
        names.map((name) => {
          const value = Object.hasOwn(variables, name) ? variables[name] : undefined
          if (value === undefined) return []
          return Array.isArray(value) ? [value.length] : value
        }),
      )
