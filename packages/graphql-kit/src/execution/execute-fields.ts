import type { Execution } from './execution.ts'
import { FieldInfo } from './field-info.ts'
import { type FieldPlan, type ObjectPlan, pathOf } from './field-plan.ts'
import type { Path } from './path.ts'
import { Gathering, isPromise, Pending, Promised, promiseOf } from './pending.ts'
import { failedPlace } from './place.ts'

/** The fields of an object: as a plain object, or pending where a resolver returned a promise. Throws where a null climbs. */
export function executeFields(
  execution: Execution,
  { fields, newObject }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): unknown {
  const values = newObject()
  let gathering: Gathering | null = null
  try {
    for (const field of fields) {
      const value = executeField(execution, field, source, path)
      if (value instanceof Pending) {
        gathering ??= new Gathering(values)
        gathering.add(field.key, value)
        values[field.key] = null // keeps its place in the order of keys
      } else values[field.key] = value
    }
  } catch (error) {
    if (!gathering) throw error
    gathering.failAfterwards(error)
  }
  return gathering ?? values
}

/** The fields of a mutation, each after the one before it has come. Rejects where a null climbs. */
export async function executeSerially(execution: Execution, { fields, newObject }: ObjectPlan): Promise<unknown> {
  const values = newObject()
  for (const field of fields) {
    const value = executeField(execution, field, undefined, undefined)
    values[field.key] = value instanceof Pending ? await promiseOf(value) : value
  }
  return values
}

function executeField(execution: Execution, field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
  const path = field.isLeaf ? undefined : pathOf(field, parentPath)
  try {
    const value = resolve(execution, field, source, parentPath)
    if (isPromise(value)) {
      const at = path ?? pathOf(field, parentPath)
      return new Promised(value, (settled) => field.complete(execution, at, settled)).at(execution, field, at)
    }
    const completed = field.complete(execution, path, value)
    return completed instanceof Pending ? completed.at(execution, field, path) : completed
  } catch (error) {
    return failedPlace(execution, field, path ?? pathOf(field, parentPath), error)
  }
}

function resolve(execution: Execution, field: FieldPlan, source: unknown, parentPath: Path | undefined): unknown {
  const { definition, readArgs } = field
  if (definition.resolve)
    return definition.resolve(
      source,
      readArgs(execution),
      execution.context,
      new FieldInfo(execution, field, parentPath),
    )
  const args = definition.args.length > 0 ? readArgs(execution) : null
  if (!isObject(source)) return undefined
  const property = source[definition.name]
  if (typeof property !== 'function') return property
  return Reflect.apply(property, source, [args ?? {}, execution.context, new FieldInfo(execution, field, parentPath)])
}

type Source = { readonly [name: string]: unknown }

const isObject = (source: unknown): source is Source =>
  (typeof source === 'object' && source !== null) || typeof source === 'function'
