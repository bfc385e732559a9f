import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { StartError } from '@forum/service-kit'
import type { z } from 'zod'

/** What the launcher keeps in a file that only its owner may read (0600); null when there is none yet. Throws StartError when it is damaged. */
export function readPrivate<Shape extends z.ZodType>(file: string, shape: Shape): z.output<Shape> | null {
  if (!existsSync(file)) return null
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new StartError(`${file} cannot be read. Put it back from a backup, or delete all data with npm run reset.`, {
      cause: error,
    })
  }
}

/** Written beside and renamed, so that a killed launcher leaves the old file or the new one, never half of it. */
export function writePrivate(file: string, content: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
  chmodSync(`${file}.new`, 0o600) // the mode above counts only for a new file
  renameSync(`${file}.new`, file)
}
