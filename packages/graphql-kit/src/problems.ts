import { type FieldProblem, type InvalidInput, invalidInput } from './outcomes.ts'

/**
 * Collects what is wrong with an input, so that one answer names all of it.
 *
 *     const problems = new Problems()
 *     problems.check(title.length > 0, ['title'], 'REQUIRED', 'A post needs a title.')
 *     const refused = problems.outcome()
 *     if (refused) return refused
 */
export class Problems {
  readonly #fields: FieldProblem[] = []

  /** Adds a problem unless `holds`; says whether it held. */
  check(holds: boolean, path: string[], code: string, message: string): boolean {
    if (!holds) this.add(path, code, message)
    return holds
  }

  add(path: string[], code: string, message: string): void {
    this.#fields.push({ path, code, message })
  }

  get isEmpty(): boolean {
    return this.#fields.length === 0
  }

  /** The InvalidInput to answer with, or null when nothing was wrong. */
  outcome(): InvalidInput | null {
    return this.isEmpty ? null : invalidInput([...this.#fields])
  }
}
