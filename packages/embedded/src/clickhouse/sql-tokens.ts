export type SqlToken = { kind: 'text' | 'space' | 'code'; text: string }

// Order matters: what hides other things (strings, quoted names, comments, heredocs) comes first. See ClickHouse's Lexer.cpp.
const hidden = /'(?:[^'\\]|\\[\s\S]|'')*'|`(?:[^`\\]|\\[\s\S]|``)*`|"(?:[^"\\]|\\[\s\S]|"")*"|\$(\w*)\$[\s\S]*?\$\1\$/y
const blank = /\s+|--[^\n]*|#[ !][^\n]*|\/\*[\s\S]*?\*\//y
const word = /[A-Za-z_]\w*|[\s\S]/y

/** Cuts SQL into quoted text, space (comments too) and code: a word, or a single character. Joined, the tokens are the SQL again. */
export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  for (let at = 0; at < sql.length; ) {
    const token = read(sql, at)
    tokens.push(token)
    at += token.text.length
  }
  return tokens
}

function read(sql: string, at: number): SqlToken {
  for (const [kind, pattern] of [
    ['text', hidden],
    ['space', blank],
    ['code', word],
  ] as const) {
    pattern.lastIndex = at
    const text = pattern.exec(sql)?.[0]
    if (text) return { kind, text }
  }
  throw new Error('a character is always a token')
}
