const handle = /@([a-z0-9_]{3,30})(?![a-z0-9_])/gi

/** More than these nobody reads; the rest stays text. */
const maxNamed = 1_000

/** Every handle that a text may name, in lower case: what of it is code or an address the renderer knows. */
export function handlesIn(body: string): string[] {
  const found = new Set<string>()
  for (const [, name = ''] of body.matchAll(handle)) {
    if (found.size === maxNamed) break
    found.add(name.toLowerCase())
  }
  return [...found]
}
