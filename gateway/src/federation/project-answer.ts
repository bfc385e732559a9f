import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { ResponseShape, ShapedField } from '../planning/response-shape.ts'
import { isResponseObject, type ResponseObject, type ResponsePath } from './targets.ts'

export type Projection = {
  data: ResponseObject | null
  /** Places with a value that the public schema does not know. */
  unknown: ResponsePath[]
  /** Of the answer as JSON in UTF-8, about. */
  bytes: number
}

/** The answer would be larger than anybody is given. */
export class AnswerTooLarge extends Error {}

export type ProjectionOptions = {
  schema: GraphQLSchema
  introspect: (field: ShapedField) => unknown
  /** @throws AnswerTooLarge as soon as the answer has more: what was merged by reference multiplies only here */
  maximumBytes: number
}

/** Brings what the subgraphs gave into the form that the client asked for: its names, its fragments, null where a non-null field failed. */
export function projectAnswer(
  shape: ResponseShape,
  root: GraphQLObjectType,
  merged: ResponseObject,
  options: ProjectionOptions,
): Projection {
  const run = new ProjectionRun(options)
  const data = run.object(shape, root, merged)
  return { data, unknown: run.unknown, bytes: run.bytes }
}

/** What JSON writes beside a value: quotes, a colon, a comma. */
const punctuation = 4

class ProjectionRun {
  readonly unknown: ResponsePath[] = []
  readonly #options: ProjectionOptions
  readonly #path: (string | number)[] = []
  #bytesLeft: number

  constructor(options: ProjectionOptions) {
    this.#options = options
    this.#bytesLeft = options.maximumBytes
  }

  get bytes(): number {
    return this.#options.maximumBytes - this.#bytesLeft
  }

  /** Null when a field that may not be null is. */
  object(shape: ResponseShape, type: GraphQLObjectType, source: ResponseObject): ResponseObject | null {
    const result: ResponseObject = Object.create(null)
    this.#spend(2)
    for (const field of shape.fieldsOf(type)) {
      this.#spend(field.responseName.length + punctuation)
      this.#path.push(field.responseName)
      const value = this.#field(field, type, source)
      this.#path.pop()
      if (value === null && isNonNullType(field.type)) return null
      result[field.responseName] = value
    }
    return result
  }

  #field(field: ShapedField, parent: GraphQLObjectType, source: ResponseObject): unknown {
    if (field.name === '__typename') {
      this.#spend(parent.name.length)
      return parent.name
    }
    if (!field.type) return this.#options.introspect(field)
    return this.#value(field.type, field, Object.hasOwn(source, field.responseName) ? source[field.responseName] : null)
  }

  #value(declared: GraphQLOutputType, field: ShapedField, value: unknown): unknown {
    const type = isNonNullType(declared) ? declared.ofType : declared
    if (value === null || value === undefined) return null
    if (isListType(type)) return Array.isArray(value) ? this.#list(type.ofType, field, value) : this.#isUnknown()
    if (isLeafType(type)) return this.#leaf(type, value)
    if (!isResponseObject(value) || !field.shape) return this.#isUnknown()
    const named = typeof value.__typename === 'string' ? this.#options.schema.getType(value.__typename) : type
    if (!isObjectType(named)) return this.#isUnknown()
    return this.object(field.shape, named, value)
  }

  #list(items: GraphQLOutputType, field: ShapedField, values: readonly unknown[]): unknown[] | null {
    const result: unknown[] = []
    for (const [index, value] of values.entries()) {
      this.#spend(1)
      this.#path.push(index)
      const item = this.#value(items, field, value)
      this.#path.pop()
      if (item === null && isNonNullType(items)) return null
      result.push(item)
    }
    return result
  }

  #leaf(type: GraphQLLeafType, value: unknown): unknown {
    if (!isOf(type, value)) return this.#isUnknown()
    this.#spend(typeof value === 'string' ? Buffer.byteLength(value) : 5)
    return value
  }

  #isUnknown(): null {
    this.unknown.push([...this.#path])
    return null
  }

  #spend(bytes: number): void {
    this.#bytesLeft -= bytes
    if (this.#bytesLeft < 0) throw new AnswerTooLarge()
  }
}

function isOf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value)
    case 'Float':
      return typeof value === 'number'
    case 'Boolean':
      return typeof value === 'boolean'
    case 'String':
      return typeof value === 'string'
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value)
    default:
      // How the forum's own scalars look is for the subgraph that owns them.
      return true
  }
}
