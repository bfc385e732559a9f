import type { SubgraphError } from '../data-source/subgraph-answer.ts'
import { type ErrorCandidate, maximumErrors } from './answer-errors.ts'
import { type ResponseObject, type ResponsePath, walkPlaces } from './targets.ts'

/** More than are told: of most of them the client did not ask for the place. */
const maximumCandidates = 10 * maximumErrors

type Failure = { error: SubgraphError; below: ResponsePath; isCertain: boolean }

/**
 * What failed in an execution, by the objects that it left incomplete. Where these stand is looked for only when there is something to say:
 * one object can stand in many places.
 */
export class Failures {
  readonly #failed: { paths: readonly ResponsePath[]; of: Map<ResponseObject, Failure[]> }[] = []

  /** A subgraph named the place itself: so far below each of the objects. */
  certain(
    paths: readonly ResponsePath[],
    objects: Iterable<ResponseObject>,
    error: SubgraphError,
    below: ResponsePath,
  ): void {
    this.#add(paths, objects, [{ error, below, isCertain: true }])
  }

  /** Any of these fields of the objects may be null because of it. */
  possible(
    paths: readonly ResponsePath[],
    objects: Iterable<ResponseObject>,
    error: SubgraphError,
    fields: readonly string[],
  ): void {
    this.#add(
      paths,
      objects,
      fields.map((field) => ({ error, below: [field], isCertain: false })),
    )
  }

  /** Every place in the answer that something failed for, as many as anybody is told of. */
  candidates(root: ResponseObject): ErrorCandidate[] {
    const found: ErrorCandidate[] = []
    for (const { paths, of } of this.#failed)
      for (const path of paths)
        walkPlaces(root, path, (object, place) => {
          for (const { error, below, isCertain } of of.get(object) ?? [])
            found.push({ error, path: [...place, ...below], isCertain })
          return found.length < maximumCandidates
        })
    return found
  }

  #add(paths: readonly ResponsePath[], objects: Iterable<ResponseObject>, failures: readonly Failure[]): void {
    const last = this.#failed.at(-1)
    const of = last?.paths === paths ? last.of : new Map<ResponseObject, Failure[]>()
    if (last?.paths !== paths) this.#failed.push({ paths, of })
    for (const object of objects) {
      const known = of.get(object)
      if (known) known.push(...failures)
      else of.set(object, [...failures])
    }
  }
}
