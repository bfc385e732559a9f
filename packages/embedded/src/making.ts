import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Where to make what is renamed to `path` when it is whole, so that a killed start leaves nothing that looks like it. A name of this process:
 * the tool of a killed one may still be writing. What earlier ones left is removed.
 */
export function makingOf(path: string): string {
  const folder = dirname(path)
  const prefix = `${basename(path)}.new`
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  return join(folder, `${prefix}.${process.pid}`)
}
