import type { GraphQLResolveInfo } from 'graphql'
import type { Execution } from './execution.ts'
import { type FieldPlan, pathOf } from './field-plan.ts'
import type { Path } from './path.ts'

/** What a resolver may ask about its field. It is made for each call, so that it holds little and looks up what is asked. */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #execution: Execution
  readonly #field: FieldPlan
  readonly #parentPath: Path | undefined

  constructor(execution: Execution, field: FieldPlan, parentPath: Path | undefined) {
    this.#execution = execution
    this.#field = field
    this.#parentPath = parentPath
  }
  get fieldName() {
    return this.#field.definition.name
  }
  get fieldNodes() {
    return this.#field.nodes
  }
  get returnType() {
    return this.#field.definition.type
  }
  get parentType() {
    return this.#field.parentType
  }
  get path() {
    return pathOf(this.#field, this.#parentPath)
  }
  get schema() {
    return this.#execution.operation.schema
  }
  get fragments() {
    return this.#execution.operation.fragments
  }
  get rootValue() {
    return undefined
  }
  get operation() {
    return this.#execution.operation.definition
  }
  get variableValues() {
    return this.#execution.variables
  }
}
