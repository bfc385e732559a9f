import { readFileSync } from 'node:fs'

const tokens = 'src/theme/tokens.css'
const raw =
  /#[\da-f]{3,8}\b(?=[\s;,)'"])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|:\s*(?:white|black|red|green|blue|gr[ae]y|orange|yellow|purple)\b/gi

/** Each raw colour of a style sheet or component, as a line that says where; the tokens themselves may hold them. */
export function rawColours(file: string): string[] {
  if (file === tokens) return []
  return findRawColours(readFileSync(file, 'utf8'), file.endsWith('.css')).map(
    ({ line, text }) => `web/${file}:${line} ${text} is a raw colour: use a token of ${tokens}.`,
  )
}

export function findRawColours(source: string, isStyles: boolean): { line: number; text: string }[] {
  return source.split('\n').flatMap((text, index) => {
    // In components only what is written as a colour: a string or an attribute, not an address or a private field.
    const found = isStyles ? text.match(raw) : text.match(/['"](?:#[\da-f]{3,8}|rgba?\([^'"]*)['"]/gi)
    return (found ?? []).map((match) => ({ line: index + 1, text: match.trim() }))
  })
}
