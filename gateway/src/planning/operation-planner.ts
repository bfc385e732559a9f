import { maxAnswerBytes } from '@forum/graphql-kit'
import { traced } from '@forum/service-kit'
import type { GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import { chooseOperation } from '../documents/choose-operation.ts'
import { keepDocument, type ParsedDocument } from '../documents/parse-document.ts'
import { Refused } from '../refusal.ts'
import { type CompiledOperation, compileOperation } from './compile-operation.ts'
import { conditionValues } from './condition-values.ts'
import { type Introspection, introspectionsOf } from './introspections.ts'
import type { PlanningThreads } from './planning-threads.ts'
import type { Conditions } from './resolve-conditions.ts'

export type WantedOperation = {
  query: string
  /** What its text was parsed to. */
  document: ParsedDocument
  operationName: string | undefined
  variables: Readonly<Record<string, unknown>>
}

/** An operation that is known to be valid with these variables, and how it is executed. */
export type PreparedOperation = {
  compiled: CompiledOperation
  variables: Readonly<Record<string, unknown>>
  /** The same as they are meant: with defaults, in the order of the operation. */
  coerced: Readonly<Record<string, unknown>>
  /** What it asks of the schema itself, as JSON, by its name in the answer. */
  introspected: Readonly<Record<string, string>>
}

export type OperationPlannerDeps = {
  /** The public one. */
  schema: GraphQLSchema
  threads: Pick<PlanningThreads, 'plan' | 'introspect'>
}

/** Of answers about the schema, as JSON. */
const keptSchemaCharacters = 2_000_000

/** Of plans as JSON and the texts they are of. In memory a compiled operation is 15 to 25 times as large; the 51 of the web app are 60,000. */
const keptCharacters = 2_000_000

/** Of one document, by its operation and conditions. */
const keptKeys = 64

/** Everything that has to be known of an operation before its first fetch, made once a text and kept. */
export class OperationPlanner {
  readonly #deps: OperationPlannerDeps
  readonly #compiled = new LRUCache<string, CompiledOperation>({
    maxSize: keptCharacters,
    sizeCalculation: ({ plan }, key) => key.length + JSON.stringify(plan ?? null).length,
  })
  readonly #keys = new WeakMap<ParsedDocument, Map<string, string>>()
  readonly #underWay = new Map<string, Promise<CompiledOperation>>()
  readonly #schemaAnswers = new LRUCache<string, string>({
    maxSize: keptSchemaCharacters,
    sizeCalculation: (answer, key) => key.length + answer.length,
  })

  constructor(deps: OperationPlannerDeps) {
    this.#deps = deps
  }

  /** Whether an operation can be executed without being planned first. @throws Refused as `prepare` does */
  isPlanned(wanted: WantedOperation): boolean {
    const compiled = this.#compiled.get(this.#keyOf(wanted).key)
    return (
      compiled !== undefined &&
      introspectionsOf(compiled, wanted.variables).every((each) => this.#schemaAnswers.has(answerKey(each)))
    )
  }

  /**
   * Validates, plans and checks the variables of an operation: nothing has been asked of any subgraph when it throws.
   *
   * @throws Refused GRAPHQL_VALIDATION_FAILED, BAD_USER_INPUT, OPERATION_TOO_COMPLEX or OVERLOADED
   */
  async prepare(wanted: WantedOperation): Promise<PreparedOperation> {
    const compiled = await this.plan(wanted)
    const coerced = compiled.checkInputs(wanted.variables)
    const introspected = await this.#introspect(compiled, wanted.variables)
    return { compiled, variables: wanted.variables, coerced, introspected }
  }

  /** Validates and plans an operation, so that who asks for it first does not wait. @throws Refused as `prepare` does, but for its variables */
  async plan(wanted: WantedOperation): Promise<CompiledOperation> {
    const { key, document, conditions } = this.#keyOf(wanted)
    return this.#compiled.get(key) ?? this.#compileOnce(key, document, conditions, wanted)
  }

  async #introspect(compiled: CompiledOperation, variables: WantedOperation['variables']) {
    const found: Record<string, string> = {}
    let length = 0
    for (const introspection of introspectionsOf(compiled, variables)) {
      const key = answerKey(introspection)
      const text = this.#schemaAnswers.get(key) ?? (await this.#deps.threads.introspect(introspection))
      this.#schemaAnswers.set(key, text)
      length += text.length
      if (length > maxAnswerBytes)
        throw new Refused({
          status: 400,
          code: 'OPERATION_TOO_COMPLEX',
          message: 'This answer has more than 2 MB. Ask for less of the schema.',
        })
      found[introspection.responseName] = text
    }
    return found
  }

  #keyOf({ query, document, operationName, variables }: WantedOperation) {
    const conditions = conditionValues(document, chooseOperation(document, operationName), variables)
    return {
      key: this.#keyIn(document, JSON.stringify([operationName ?? null, conditions]), query),
      document,
      conditions,
    }
  }

  /** A text of thousands of characters is hashed once, not with each request. */
  #keyIn(document: ParsedDocument, of: string, query: string): string {
    const keys = this.#keys.get(document) ?? new Map<string, string>()
    const known = keys.get(of)
    if (known !== undefined) return known
    const key = of + query
    if (keys.size < keptKeys) keys.set(of, key)
    this.#keys.set(document, keys)
    return key
  }

  /** Callers who ask for the same at once wait for one plan. */
  #compileOnce(
    key: string,
    document: ParsedDocument,
    conditions: Conditions,
    wanted: WantedOperation,
  ): Promise<CompiledOperation> {
    const underWay = this.#underWay.get(key)
    if (underWay) return underWay
    const compiling = this.#compile(key, document, conditions, wanted).finally(() => this.#underWay.delete(key))
    this.#underWay.set(key, compiling)
    return compiling
  }

  async #compile(
    key: string,
    document: ParsedDocument,
    conditions: Conditions,
    { query, operationName }: WantedOperation,
  ): Promise<CompiledOperation> {
    const { schema, threads } = this.#deps
    const span = { attributes: { 'graphql.document.characters': query.length } }
    const result = await traced('plan', span, () => threads.plan({ text: query, operationName, conditions }))
    if (!result.valid)
      throw new Refused({
        status: 400,
        code: result.isMalformedValue ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED',
        message: 'The operation is not valid.',
        problems: result.problems,
      })
    const operation = chooseOperation(document, operationName)
    const compiled = compileOperation(schema, document.document, operation, conditions, result)
    this.#compiled.set(key, compiled)
    keepDocument(query, document)
    return compiled
  }
}

const answerKey = ({ text, variables }: Introspection): string => JSON.stringify(variables) + text
