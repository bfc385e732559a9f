import { raise } from './clickhouse-error.ts'
import { sqlTokens } from './sql-tokens.ts'

const placeholder = /^\{\s*([A-Za-z_]\w*)\s*:\s*([A-Za-z][^{}]*?)\s*\}$/

/**
 * Puts `param_*` values in the place of `{name:Type}`, each as one quoted literal under a CAST, so that no value can become code.
 * The engine's own binding is not used because its parameters are one set for the whole process: it allows one such query at a time.
 */
export function bindParameters(sql: string, values: ReadonlyMap<string, string>): string {
  if (!sql.includes('{')) return sql
  const tokens = sqlTokens(sql)
  let bound = ''
  for (let at = 0; at < tokens.length; at += 1) {
    const end = tokens[at]?.text === '{' ? tokens.findIndex((token, index) => index > at && token.text === '}') : -1
    const match = end < 0 ? null : placeholder.exec(joined(tokens.slice(at, end + 1)))
    if (match) {
      const [, name = '', type = ''] = match
      bound += literal(
        name,
        type,
        values.get(name) ?? raise('parameterNotSet', `Substitution \`${name}\` is not set. (UNKNOWN_QUERY_PARAMETER)`),
      )
      at = end
    } else {
      bound += tokens[at]?.text ?? ''
    }
  }
  return bound
}

const joined = (tokens: { text: string }[]): string => tokens.map((token) => token.text).join('')

function literal(name: string, type: string, value: string): string {
  if (type === 'Identifier') return `\`${unescape(value).replace(/[\\`]/g, '\\$&')}\``
  if (/\bMap\(|\bJSON\b|\bVariant\(/.test(type))
    raise(
      'badParameter',
      `Parameter ${name}: ${type} is not supported by the embedded ClickHouse. (BAD_QUERY_PARAMETER)`,
    )
  if (value === '\\N') return `CAST(NULL AS ${type})`
  demandInteger(name, type, value)
  // Values of composite types arrive as ClickHouse text, whose own escapes the CAST reads; plain ones are escaped once for the way.
  const text = /^(Array|Tuple)\(/.test(type) ? value : unescape(value)
  return `CAST(${quoted(text)} AS ${type})`
}

function demandInteger(name: string, type: string, value: string): void {
  const [, unsigned, bits] = /^(U?)Int(\d+)$/.exec(type) ?? []
  if (bits === undefined) return
  const [low, high] = unsigned
    ? [0n, 2n ** BigInt(bits)]
    : [-(2n ** BigInt(Number(bits) - 1)), 2n ** BigInt(Number(bits) - 1)]
  if (/^[+-]?\d+$/.test(value) && BigInt(value) >= low && BigInt(value) < high) return
  raise(
    'badParameter',
    `Value ${value} cannot be parsed as ${type} for query parameter '${name}'. (BAD_QUERY_PARAMETER)`,
  )
}

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

const escapes: Record<string, string> = { t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', '0': '\0' }
const unescape = (value: string): string =>
  value.replace(/\\([\s\S])/g, (_match, character: string) => escapes[character] ?? character)
