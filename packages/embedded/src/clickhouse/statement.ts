import { raise } from './clickhouse-error.ts'
import { type SqlToken, sqlTokens } from './sql-tokens.ts'

export type Statement =
  | { kind: 'select'; sql: string; format: string; withoutFormat: string }
  | { kind: 'insert'; sql: string; format: string; target: { table: string; columns: string[] } | null }
  | { kind: 'command'; sql: string; format: string }

const readers = new Set(['SELECT', 'WITH', 'SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS'])
const defaultFormat = 'TabSeparated'

/** What one statement is, and the format of what it reads or answers. Throws a ClickHouseError if there are several. */
export function readStatement(sql: string, fallbackFormat = defaultFormat): Statement {
  const all = sqlTokens(sql)
  const tokens = all.filter((token) => token.kind !== 'space')
  while (tokens.at(-1)?.text === ';') tokens.pop()
  if (tokens.length === 0) raise('syntaxError', 'Syntax error: Empty query. (SYNTAX_ERROR)')
  const first = (tokens.find((token) => token.text !== '(')?.text ?? '').toUpperCase()
  if (first === 'INSERT') return readInsert(sql, tokens)
  if (tokens.some((token) => token.text === ';'))
    raise('syntaxError', 'Syntax error (Multi-statements are not allowed). (SYNTAX_ERROR)')
  const format = formatOf(tokens)
  if (!readers.has(first)) return { kind: 'command', sql, format: format ?? fallbackFormat }
  return { kind: 'select', sql, format: format ?? fallbackFormat, withoutFormat: withoutFormat(all) }
}

const formatAt = (tokens: SqlToken[]): number =>
  tokens.findLastIndex((token) => token.kind === 'code' && token.text.toUpperCase() === 'FORMAT')

function formatOf(tokens: SqlToken[]): string | undefined {
  const at = formatAt(tokens)
  return at > 0 && tokens[at + 1]?.kind === 'code' ? tokens[at + 1]?.text : undefined
}

function withoutFormat(all: SqlToken[]): string {
  const at = formatAt(all)
  const kept = at < 0 ? all : all.slice(0, at)
  return kept
    .map((token) => token.text)
    .join('')
    .replace(/[\s;]+$/, '')
}

/** `INSERT INTO name (columns) FORMAT X`, which is what clients send, has a target; any other INSERT is run as it is. */
function readInsert(sql: string, tokens: SqlToken[]): Statement {
  const words = tokens.map((token) => token.text)
  const format = formatOf(tokens)
  const plain = /^INSERT INTO (?:TABLE )?([\w.]+) (?:\( ([\w, ]+) \) )?FORMAT \w+$/i.exec(
    words.map(unquoted).join(' ').replaceAll(' . ', '.'),
  )
  const [, table, columns] = plain ?? []
  const target = table ? { table, columns: columns ? columns.split(' , ').map((column) => column.trim()) : [] } : null
  return { kind: 'insert', sql, format: format ?? 'Values', target }
}

const unquoted = (word: string): string => (/^[`"]\w+[`"]$/.test(word) ? word.slice(1, -1) : word)
