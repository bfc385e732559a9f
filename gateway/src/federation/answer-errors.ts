import type { SubgraphError } from '../data-source/subgraph-answer.ts'
import type { ResponsePath } from './targets.ts'

/** An error with the place that it may have made null; `isCertain` when a subgraph named that place itself. */
export type ErrorCandidate = { error: SubgraphError; path: ResponsePath; isCertain: boolean }
/** Errors of one answer: beyond them nobody reads on, and a page of ten thousand authors would be a megabyte of them. */
export const maximumErrors = 1_000

export type AnswerError = { error: SubgraphError; path: ResponsePath | null }

/**
 * Finds where each error shows. A path is cut at the field that is null in the answer (a null in a non-null field climbs to the nearest
 * nullable one); a place that the client did not ask for, or that another fetch filled, has no error. One error a place and code.
 */
export function settleErrors(data: unknown, candidates: readonly ErrorCandidate[]): AnswerError[] {
  const settled = new Map<string, AnswerError>()
  for (const { error, path, isCertain } of candidates) {
    if (settled.size >= maximumErrors) break
    const place = nullPlace(data, path)
    if (place === 'absent' || (place === 'filled' && !isCertain)) continue
    const at = place === 'filled' ? path : place
    const key = JSON.stringify([at, error.code])
    if (!settled.has(key)) settled.set(key, { error, path: at.length > 0 ? at : null })
  }
  return [...settled.values()]
}

/** The path down to the first null along it; `absent` when it leaves the answer, `filled` when nothing on it is null. */
export function nullPlace(data: unknown, path: ResponsePath): ResponsePath | 'absent' | 'filled' {
  let value = data
  for (const [index, key] of path.entries()) {
    if (value === null) return path.slice(0, index)
    if (typeof value !== 'object' || value === undefined || !Object.hasOwn(value, key)) return 'absent'
    value = (value as Record<string | number, unknown>)[key] // hasOwn says that it has the key
  }
  return value === null ? path : 'filled'
}
