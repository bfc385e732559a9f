import type { GraphQLError } from 'graphql'
import type { Path } from './path.ts'

/** The errors of an execution as they occur. Those below a position that is null because of an earlier one are dropped. */
export class CollectedErrors {
  readonly #errors: GraphQLError[] = []
  readonly #nulled = new Set<Path | undefined>()

  get all(): readonly GraphQLError[] {
    return this.#errors
  }

  /** @param path the position that becomes null: undefined for the whole answer */
  add(error: GraphQLError, path: Path | undefined): void {
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return
    if (this.#nulled.has(undefined)) return
    this.#nulled.add(path)
    this.#errors.push(error)
  }
}
