import { isResponseObject, type ResponseObject } from './targets.ts'

/** Merges a fetch's answer into what is there; lists of equal length item by item, as a later fetch adds fields to the same items. */
export function mergeInto(target: ResponseObject, source: ResponseObject): void {
  for (const [key, value] of Object.entries(source)) {
    if (key === '__proto__') continue
    target[key] = merged(target[key], value)
  }
}

function merged(present: unknown, value: unknown): unknown {
  if (present === value) return present
  if (isResponseObject(present) && isResponseObject(value)) {
    mergeInto(present, value)
    return present
  }
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length)
    return value.map((item, index) => merged(present[index], item))
  return value
}
