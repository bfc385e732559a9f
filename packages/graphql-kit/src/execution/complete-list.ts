import { GraphQLError } from 'graphql'
import type { CompletedField } from './completed-field.ts'
import type { Execution } from './execution.ts'
import type { Path } from './path.ts'
import { Gathering, isPromise, Pending, Promised } from './pending.ts'
import { type Complete, failedPlace, type Place } from './place.ts'

/** Completes each item of anything that can be iterated, a text excepted. */
export const completeList =
  (item: Place, field: CompletedField): Complete =>
  (execution, path, value) => {
    if (!isIterable(value)) throw new GraphQLError(`Expected Iterable, but did not find one for field "${field.name}".`)
    const values: unknown[] = []
    let gathering: Gathering | null = null
    // Where an item throws, nobody waits for those before it any more.
    for (const each of value) {
      const completed = completeItem(execution, item, path, values.length, each)
      if (completed instanceof Pending) {
        gathering ??= new Gathering(values)
        gathering.add(values.length, completed)
        values.push(null)
      } else values.push(completed)
    }
    return gathering ?? values
  }

function completeItem(
  execution: Execution,
  item: Place,
  prev: Path | undefined,
  index: number,
  value: unknown,
): unknown {
  const path = item.isLeaf ? undefined : itemPath(prev, index)
  try {
    if (isPromise(value)) {
      const at = path ?? itemPath(prev, index)
      return new Promised(value, (settled) => item.complete(execution, at, settled)).at(execution, item, at)
    }
    const completed = item.complete(execution, path, value)
    return completed instanceof Pending ? completed.at(execution, item, path) : completed
  } catch (error) {
    return failedPlace(execution, item, path ?? itemPath(prev, index), error)
  }
}

const itemPath = (prev: Path | undefined, key: number): Path => ({ prev, key, typename: undefined })

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  Symbol.iterator in value &&
  typeof value[Symbol.iterator] === 'function'
