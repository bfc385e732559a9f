import { raise } from './clickhouse-error.ts'
import { grantedEngines } from './configuration.ts'
import { type SqlToken, sqlTokens } from './sql-tokens.ts'

/** Table functions that read nothing but their arguments and our own tables. Any other one that the engine has is refused. */
export const harmlessTableFunctions: ReadonlySet<string> = new Set(
  [
    ...['numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'primes', 'generate_series', 'generateSeries', 'generateRandom'],
    ...['values', 'SQLStandardValues', 'null', 'format', 'input', 'merge', 'view', 'viewIfPermitted', 'viewExplain'],
  ].map((name) => name.toLowerCase()),
)

/** Functions that are no table functions and leave the database all the same. */
const outwardFunctions = [
  'file',
  'disk',
  'catboostevaluate',
  'aigenerate',
  'aiclassify',
  'aiembed',
  'aiextract',
  'aitranslate',
]
const refusedWords = new Set(['OUTFILE', 'INFILE'])

/**
 * Refuses what leaves the database and what the engine's grants do not know: INTO OUTFILE, FROM INFILE, the function `file`, disks made by a
 * setting, ATTACH of a folder, each table function that is not harmless, and each engine that the forum does not use. The engine takes a
 * statement apart by itself, so whatever it could read otherwise than we do (heredocs, comments in comments, letters that it takes for quotes) is refused too.
 */
export class Boundary {
  readonly #refused: ReadonlySet<string>
  readonly #refusedEngines: ReadonlySet<string>

  /** All that the engine has: `tableFunctions`, and `engines` of tables and of databases. */
  constructor(tableFunctions: readonly string[], engines: readonly string[]) {
    this.#refusedEngines = new Set(engines.filter((name) => !grantedEngines.includes(name)))
    const names = tableFunctions.map((name) => name.toLowerCase()).filter((name) => !harmlessTableFunctions.has(name))
    this.#refused = new Set([...names, ...outwardFunctions])
  }

  /** Throws a ClickHouseError (ACCESS_DENIED) when the statement reaches out of the database. */
  demandInside(sql: string): void {
    const tokens = sqlTokens(sql)
    tokens.forEach((token, index) => demandPlain(token, tokens[index + 1]))
    const words = tokens.filter(({ kind }) => kind !== 'space')
    words.forEach((token, index) => {
      const next = words[index + 1]?.text
      const afterwards = next === '=' ? words[index + 2] : words[index + 1]
      if (next === '(' && this.#refused.has(calledName(token))) refuse(`${token.text}(…)`)
      if (token.kind !== 'code') return
      const word = token.text.toUpperCase()
      if (refusedWords.has(word)) refuse(word)
      if (word === 'ENGINE' && afterwards && this.#refusedEngines.has(nameOf(afterwards)))
        refuse(`ENGINE ${afterwards.text}`)
      if (word === 'ATTACH' && !/^PART(ITION)?$/i.test(next ?? '')) refuse(word)
    })
  }
}

/** What a name calls: `file`, "file" and file are the same. */
const calledName = (token: SqlToken): string => nameOf(token).toLowerCase()

/** A name without its quotes. One with an escape in it could be any. */
function nameOf({ kind, text }: SqlToken): string {
  if (kind === 'code') return text
  if (!/^[`"]/.test(text)) return ''
  if (text.includes('\\')) refuse('an escape in the name of a function or an engine')
  return text.slice(1, -1)
}

function demandPlain({ kind, text }: SqlToken, next: SqlToken | undefined): void {
  if (kind === 'text' && text.startsWith('$')) refuse('a heredoc')
  if (kind === 'space' && /^\/\*[\s\S]*\/\*/.test(text)) refuse('a comment in a comment')
  if (kind !== 'code') return
  if (text.includes('$')) refuse('$ outside quotes')
  // A letter beyond ASCII: some are quotes to the engine. A quote that nothing closes, or one of hexadecimal or binary digits, ends elsewhere.
  if (/[^\t\n\r -~]/.test(text)) refuse(`${JSON.stringify(text)} outside quotes`)
  if (/^['"`]$/.test(text)) refuse('a quote that is not closed')
  if (/^[xb]$/i.test(text) && next?.text.startsWith("'")) refuse('a literal of digits')
}

function refuse(what: string): never {
  raise(
    'accessDenied',
    `${what} is refused by the embedded ClickHouse, which reads and writes its own tables alone. (ACCESS_DENIED)`,
  )
}
