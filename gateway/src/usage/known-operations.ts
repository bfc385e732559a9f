import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** An operation's name where it is known; what clients call theirs is `other`, so that nobody can fill lines and numbers with names. */
export const knownName = (known: ReadonlySet<string>, name: string | undefined): string =>
  name !== undefined && known.has(name) ? name : 'other'

/**
 * The names of the operations that the built web app sends: `operations.json` in its folder, an array of names or an object by name.
 * None when the app is not built.
 */
export function readKnownOperations(webDirectory: string): ReadonlySet<string> {
  const file = join(webDirectory, 'operations.json')
  if (!existsSync(file)) return new Set()
  const content = z
    .union([z.array(z.string()), z.record(z.string(), z.unknown())])
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  return new Set(Array.isArray(content) ? content : Object.keys(content))
}
