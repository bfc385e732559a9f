import {
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import type { FieldsType, ResponseShape, ShapedField } from '../planning/response-shape.ts'
import { quoted } from './quoted.ts'
import { isResponseObject, type ResponseObject, type ResponsePath } from './targets.ts'

/** The answer would be larger than anybody is given. */
export class AnswerTooLarge extends Error {}

export type WritingOptions = {
  schema: GraphQLSchema
  /** What an answer says of the schema, as JSON. */
  introspect: (field: ShapedField) => string
  /** In UTF-8. @throws AnswerTooLarge as soon as the answer has more: what was merged by reference multiplies only here */
  maximumBytes: number
}

export type WrittenAnswer = {
  /** JSON; null where a field that may not be null is. */
  text: string | null
  /** Places with a value that the public schema does not know. */
  unknown: readonly ResponsePath[]
}

/**
 * Writes what the subgraphs gave as the JSON that the client asked for: its names, its fragments, null where a non-null field failed. What
 * writes each selection is made once an operation; an object that stands in many places is written once.
 */
export function writeAnswer(
  shape: ResponseShape,
  root: GraphQLObjectType,
  merged: ResponseObject,
  options: WritingOptions,
): WrittenAnswer {
  const run = new WritingRun(options, null)
  const text = run.object(shape, root, merged)
  if (text !== null && exceeds(text, options.maximumBytes)) throw new AnswerTooLarge()
  if (!run.metUnknown) return { text, unknown: [] }
  // Where they are is found out on a second way, because the first goes to each object once.
  const unknown: ResponsePath[] = []
  new WritingRun(options, unknown).object(shape, root, merged)
  return { text, unknown }
}

/** A character is three bytes at most: what is short is not measured. */
const exceeds = (text: string, bytes: number): boolean => text.length > bytes / 3 && Buffer.byteLength(text) > bytes

/** Writes a value; null where it is, or has to be. */
type Write = (value: unknown, run: WritingRun) => string | null

/** A field of an object as it is written: always the same text, an answer about the schema, or what the source has. */
type FieldWriter =
  | { kind: 'text'; text: string }
  | { kind: 'introspection'; head: string; field: ShapedField }
  | { kind: 'value'; head: string; name: string; isInherited: boolean; isRequired: boolean; write: Write }

class WritingRun {
  metUnknown = false
  readonly #options: WritingOptions
  /** Where it is, when that matters. */
  readonly #place: (string | number)[] = []
  readonly #unknown: ResponsePath[] | null
  readonly #written = new Map<ResponseShape, Map<ResponseObject, string | null>>()

  /** @param unknown takes the places of unknown values, which makes it slower */
  constructor(options: WritingOptions, unknown: ResponsePath[] | null) {
    this.#options = options
    this.#unknown = unknown
  }

  get schema(): GraphQLSchema {
    return this.#options.schema
  }

  object(shape: ResponseShape, type: FieldsType, source: ResponseObject): string | null {
    let ofShape = this.#written.get(shape)
    const known = this.#unknown ? undefined : ofShape?.get(source)
    if (known !== undefined) return known
    if (!ofShape) {
      ofShape = new Map()
      this.#written.set(shape, ofShape)
    }
    const text = this.#fields(fieldWritersOf(shape, type), source)
    ofShape.set(source, text)
    return text
  }

  list(values: readonly unknown[], write: Write, isRequired: boolean): string | null {
    let text = '['
    for (const [index, value] of values.entries()) {
      this.#place.push(index)
      const item = write(value, this)
      this.#place.pop()
      if (item === null && isRequired) return null
      text += index === 0 ? item : `,${item}`
      this.#checkLength(text)
    }
    return `${text}]`
  }

  isUnknown(): null {
    this.metUnknown = true
    this.#unknown?.push([...this.#place])
    return null
  }

  #fields(writers: readonly FieldWriter[], source: ResponseObject): string | null {
    let text = '{'
    for (const writer of writers) {
      if (writer.kind === 'text') text += writer.text
      else if (writer.kind === 'introspection') text += writer.head + this.#options.introspect(writer.field)
      else {
        const { name, head, isInherited, isRequired, write } = writer
        this.#place.push(name)
        const value = write(isInherited && !Object.hasOwn(source, name) ? null : source[name], this)
        this.#place.pop()
        if (value === null && isRequired) return null
        text += head + value
      }
      this.#checkLength(text)
    }
    return `${text}}`
  }

  #checkLength(text: string): void {
    if (text.length > this.#options.maximumBytes) throw new AnswerTooLarge()
  }
}

const writersOf = new WeakMap<ResponseShape, Map<string, readonly FieldWriter[]>>()

function fieldWritersOf(shape: ResponseShape, type: FieldsType): readonly FieldWriter[] {
  let byType = writersOf.get(shape)
  if (!byType) {
    byType = new Map()
    writersOf.set(shape, byType)
  }
  const known = byType.get(type.name)
  if (known) return known
  const writers = shape.fieldsOf(type).map((field, index): FieldWriter => {
    const { responseName: name } = field
    const head = `${index === 0 ? '' : ','}${JSON.stringify(name)}:`
    if (field.name === '__typename') {
      if (isObjectType(type)) return { kind: 'text', text: `${head}"${type.name}"` }
      return {
        kind: 'value',
        head,
        name,
        isInherited: false,
        isRequired: true,
        write: (_value, run) => run.isUnknown(),
      }
    }
    if (!field.type) return { kind: 'introspection', head, field }
    const [isInherited, isRequired] = [name in Object.prototype, isNonNullType(field.type)]
    return { kind: 'value', head, name, isInherited, isRequired, write: writeOf(field.type, field.shape) }
  })
  byType.set(type.name, writers)
  return writers
}

function writeOf(declared: GraphQLOutputType, shape: ResponseShape | null): Write {
  const type = isNonNullType(declared) ? declared.ofType : declared
  if (isListType(type)) {
    const [write, isRequired] = [writeOf(type.ofType, shape), isNonNullType(type.ofType)]
    return orNull((value, run) => (Array.isArray(value) ? run.list(value, write, isRequired) : run.isUnknown()))
  }
  if (isLeafType(type)) {
    const write = leafWriteOf(type)
    return orNull((value, run) => write(value) ?? run.isUnknown())
  }
  return orNull((value, run) => {
    if (!isResponseObject(value) || !shape) return run.isUnknown()
    const named = typeof value.__typename === 'string' ? run.schema.getType(value.__typename) : type
    // By a subgraph that knows an interface as an object; what it is else was not asked, or failed.
    if (isInterfaceType(named)) return run.object(shape, isObjectType(type) ? type : named, value)
    return isObjectType(named) ? run.object(shape, named, value) : run.isUnknown()
  })
}

const orNull =
  (write: Write): Write =>
  (value, run) =>
    value === null || value === undefined ? null : write(value, run)

/** Writes a scalar or an enum's value; null for what is none of the type. */
function leafWriteOf(type: GraphQLLeafType): (value: unknown) => string | null {
  if (isEnumType(type)) {
    const texts = new Map<unknown, string>(type.getValues().map(({ name }) => [name, `"${name}"`]))
    return (value) => texts.get(value) ?? null
  }
  switch (type.name) {
    case 'Int':
      return (value) => (Number.isInteger(value) ? String(value) : null)
    case 'Float':
      return (value) => (typeof value === 'number' ? String(value) : null)
    case 'Boolean':
      return (value) => (typeof value === 'boolean' ? String(value) : null)
    case 'String':
      return (value) => (typeof value === 'string' ? quoted(value) : null)
    case 'ID':
      return (value) => {
        if (typeof value === 'string') return quoted(value)
        return Number.isInteger(value) ? String(value) : null
      }
    default:
      // How the forum's own scalars look is for the subgraph that owns them.
      return (value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value))
  }
}
