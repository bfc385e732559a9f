import { createHash } from 'node:crypto'

/** More different texts than a service is written with: what comes after them is sent unnamed, so that no connection keeps them all. */
const maxNames = 1_000

/**
 * Names for prepared statements, so that Postgres parses and plans each text once a connection. The name follows from the text; the empty
 * name, which is never kept, stands for one text too many.
 */
export function statementNames(limit = maxNames): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (names.size >= limit) return ''
    const name = `forum_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`
    names.set(sql, name)
    return name
  }
}
