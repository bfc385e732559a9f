import {
  GraphQLError,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { Turns } from './turns.ts'

/** How a made-up world behaves. */
export type Manner = {
  readonly seed: number
  /** How many of a hundred values are wrong. */
  readonly faults: number
  /** How many of a hundred values come later. */
  readonly promises: number
  /** Whether promises settle at once instead of one at a time. */
  readonly areImmediate: boolean
}

/** What is known of an object: where it stands. */
export type MadeUp = { readonly where: string; readonly __typename: string }

/** Values of a schema's types, made up from where they stand, so that they do not depend on the order in which they are asked for. */
export class MadeUpWorld {
  readonly turns = new Turns()
  readonly calls: string[] = []
  readonly #schema: GraphQLSchema
  readonly #manner: Manner

  constructor(schema: GraphQLSchema, manner: Manner) {
    this.#schema = schema
    this.#manner = manner
  }

  /** A whole number below a limit, the same for the same question at the same place. */
  roll(at: string, question: string, limit: number): number {
    let hash = 2_166_136_261 ^ this.#manner.seed
    for (const character of `${question} ${at}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16_777_619)
    hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519)
    return ((hash ^ (hash >>> 13)) >>> 0) % limit
  }

  /** What a resolver does: gives a value, now or later, or fails. */
  outcome(at: string, make: () => unknown): unknown {
    const perhaps = (): unknown => (this.roll(at, 'fault', 100) < this.#manner.faults ? this.#fault(at) : make())
    return this.roll(at, 'promise', 100) < this.#manner.promises ? this.later(at, perhaps) : perhaps()
  }

  later(at: string, make: () => unknown): PromiseLike<unknown> {
    const promise = this.#manner.areImmediate
      ? quiet(new Promise((resolve) => resolve(make())))
      : this.turns.promise(this.roll(at, 'rank', 1_000_000), make)
    if (this.roll(at, 'thenable', 8) > 0) return promise
    // oxlint-disable-next-line unicorn/no-thenable -- what stores give need not be a promise of the language
    return { then: promise.then.bind(promise) }
  }

  valueOf(type: GraphQLOutputType, at: string): unknown {
    if (isNonNullType(type)) return this.valueOf(type.ofType, at)
    if (isListType(type)) return this.#list(type.ofType, at)
    if (isLeafType(type)) return this.#leaf(type.name, at)
    return this.#object(type, at)
  }

  #list(of: GraphQLOutputType, at: string): Iterable<unknown> {
    const items = Array.from({ length: this.roll(at, 'length', 4) }, (_none, index) => {
      const itemAt = `${at}.${index}`
      try {
        return this.outcome(itemAt, () => this.valueOf(of, itemAt))
      } catch (error) {
        return error
      }
    })
    const kind = this.roll(at, 'iterable', 8)
    if (kind === 0) return new Set(items)
    return kind === 1 ? iterated(items, this.roll(at, 'fault', 100) < this.#manner.faults) : items
  }

  #object(type: GraphQLOutputType, at: string): MadeUp {
    const named = getNamedType(type)
    const possible = isAbstractType(named) ? this.#schema.getPossibleTypes(named) : [named]
    const chosen = possible[this.roll(at, 'type', possible.length)] ?? named
    if (!isObjectType(chosen)) throw new TypeError(`${chosen} is no type of an object.`)
    const object: MadeUp = { where: at, __typename: chosen.name }
    for (const field of Object.values(chosen.getFields())) {
      if (field.resolve || !isLeafType(getNamedType(field.type))) continue
      const fieldAt = `${at}.${field.name}`
      const make = (): unknown => this.outcome(fieldAt, () => this.valueOf(field.type, fieldAt))
      const method = (args: object, _world: unknown, { path }: GraphQLResolveInfo): unknown => {
        this.calls.push(JSON.stringify([fieldAt, path.key, args]))
        return make()
      }
      const isMethod = this.roll(fieldAt, 'method', 4) === 0
      Object.defineProperty(object, field.name, isMethod ? { value: method } : { get: make })
    }
    return object
  }

  #leaf(name: string, at: string): unknown {
    const type = this.#schema.getType(name)
    if (isEnumType(type)) return type.getValues()[this.roll(at, 'value', type.getValues().length)]?.value
    const values = samples[name] ?? ['anything']
    return values[this.roll(at, 'value', values.length)]
  }

  #fault(at: string): unknown {
    switch (this.roll(at, 'which fault', 12)) {
      case 0:
        throw new Error(`thrown at ${at}`)
      case 1:
        throw new GraphQLError(`refused at ${at}`, { extensions: { code: 'FORBIDDEN' } })
      case 2:
        throw `a text at ${at}`
      case 3:
        return new Error(`returned at ${at}`)
      case 4:
        throw new GraphQLError('has a place already', { path: ['elsewhere'] })
      case 5:
        return undefined
      case 6:
        return { where: at, wrong: true }
      case 7:
        return Number.NaN
      case 8:
        return 'a text'
      case 9:
        return { where: at, __typename: 'Nothing' }
      default:
        return null
    }
  }
}

const samples: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['x1', 7],
  Int: [0, 41, '12', true],
  Float: [1.5, 0],
  Boolean: [true, false, 1],
  String: ['text', '', 'текст "с кавычками"', 5, { valueOf: () => 'of an object' }],
  DateTime: [new Date(0), '2026-01-31T12:00:00Z'],
  Date: ['2026-01-31'],
  Long: [1, 5n, '77'],
}

function quiet<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {})
  return promise
}

function* iterated(items: readonly unknown[], fails: boolean): Generator<unknown> {
  yield* items
  if (fails) throw new Error('no further item')
}
