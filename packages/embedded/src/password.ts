import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The password of a store's folder, made at the first start and readable by its owner alone. Letters, digits, - and _: it stands in URLs. */
export function passwordOf(directory: string, name = 'password'): string {
  const path = join(directory, name)
  if (!existsSync(path)) writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 })
  return readFileSync(path, 'utf8')
}
