import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The text of a file of sql/, with whole numbers in the places of `$name`: several statements at once take no parameters. */
export function numberedSql(file: string, numbers: Readonly<Record<string, number>> = {}): string {
  return readFileSync(join(import.meta.dirname, 'sql', file), 'utf8').replace(/\$([a-z]+)/g, (_all, name: string) => {
    const value = numbers[name]
    if (!Number.isInteger(value)) throw new Error(`${file}: ${name} is no whole number`)
    return String(value)
  })
}
