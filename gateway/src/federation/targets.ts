export type ResponsePath = readonly (string | number)[]
export type ResponseObject = Record<string, unknown>

/** An object of the answer that a fetch adds to, with where it is. */
export type Target = { path: ResponsePath; data: ResponseObject }

export const isResponseObject = (value: unknown): value is ResponseObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects at a plan's path below the given ones; `@` is every item of a list. What is null or absent is left out. */
export function targetsAt(targets: readonly Target[], path: ResponsePath): Target[] {
  const found: Target[] = []
  for (const target of targets) collect(target.data, target.path, path, 0, found)
  return found
}

function collect(value: unknown, at: ResponsePath, path: ResponsePath, step: number, found: Target[]): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    // The planner writes `@` for a list; an object path may end at one without it.
    const next = path[step] === '@' ? step + 1 : step
    for (const [index, item] of value.entries()) collect(item, [...at, index], path, next, found)
    return
  }
  if (!isResponseObject(value)) return
  const key = path[step]
  if (key === undefined) found.push({ path: at, data: value })
  else if (Object.hasOwn(value, key)) collect(value[key], [...at, key], path, step + 1, found)
}
