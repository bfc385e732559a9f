export type ResponsePath = readonly (string | number)[]
export type ResponseObject = Record<string, unknown>

export const isResponseObject = (value: unknown): value is ResponseObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** In a plan's path: every item of a list. */
const everyItem = '@'

/**
 * The objects at a plan's path, each once: what was merged by reference stands in many places, and its subtree is walked in one. So the
 * cost follows distinct objects. What is null or absent is left out.
 */
export function objectsAt(root: ResponseObject, path: ResponsePath): Set<ResponseObject> {
  let level = new Set<object>([root])
  for (const key of path) {
    const next = new Set<object>()
    for (const value of level) step(value, key, next)
    level = next
  }
  const objects = new Set<ResponseObject>()
  for (const value of level) items(value, objects)
  return objects
}

function step(value: object, key: string | number, next: Set<object>): void {
  if (Array.isArray(value)) {
    // The planner writes `@` for a list; an object path may end at one without it.
    for (const item of value) {
      if (typeof item !== 'object' || item === null) continue
      if (key === everyItem) next.add(item)
      else step(item, key, next)
    }
    return
  }
  if (!Object.hasOwn(value, key)) return
  const below = (value as ResponseObject)[key] // hasOwn says that it has the key
  if (typeof below === 'object' && below !== null) next.add(below)
}

function items(value: unknown, objects: Set<ResponseObject>): void {
  if (Array.isArray(value)) for (const item of value) items(item, objects)
  else if (isResponseObject(value)) objects.add(value)
}

/** Where in an answer the objects at a plan's path are, all of their places. `visit` returns false to end the walk. */
export function walkPlaces(
  root: ResponseObject,
  path: ResponsePath,
  visit: (object: ResponseObject, place: ResponsePath) => boolean,
): void {
  const walk = (value: unknown, place: ResponsePath, at: number): boolean => {
    if (Array.isArray(value)) {
      const next = path[at] === everyItem ? at + 1 : at
      return value.every((item, index) => walk(item, [...place, index], next))
    }
    if (!isResponseObject(value)) return true
    const key = path[at]
    if (key === undefined) return visit(value, place)
    return !Object.hasOwn(value, key) || walk(value[key], [...place, key], at + 1)
  }
  walk(root, [], 0)
}
