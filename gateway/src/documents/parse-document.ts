import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  parse,
  Source,
  TokenKind,
  visit,
} from 'graphql'
import { LRUCache } from 'lru-cache'
import { Refused } from '../refusal.ts'

/** A parsed document with what admission asks of it. */
export type ParsedDocument = {
  document: DocumentNode
  operations: readonly OperationDefinitionNode[]
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

export const maximumTokens = 4_000
/** What is longer holds a value that belongs into a variable. */
const maximumCharacters = 250_000
/** Of braces, brackets and parentheses; twenty fields with their arguments need half of it. */
export const maximumNesting = 100
/** Of texts of operations; in memory each character of a dense one is 100 to 150 bytes of tree. */
const keptCharacters = 300_000
const parsed = new LRUCache<string, ParsedDocument>({
  maxSize: keptCharacters,
  sizeCalculation: (_document, text) => Math.max(1, text.length),
})

/** Whether a text was kept, so that parsing it costs nothing. */
export const isKept = (text: string): boolean => parsed.get(text) !== undefined

/** Parses an operation's text, unless it was kept. @throws Refused GRAPHQL_PARSE_FAILED */
export function parseDocument(text: string): ParsedDocument {
  if (text.length > maximumCharacters)
    throw new Refused({
      status: 400,
      code: 'OPERATION_TOO_COMPLEX',
      message: `An operation's text may have ${maximumCharacters} characters. Send long values as variables.`,
    })
  const known = parsed.get(text)
  if (known) return known
  const document = parseOrRefuse(text)
  const read: ParsedDocument = {
    document,
    operations: document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION),
    fragments: new Map(
      document.definitions.flatMap((node) =>
        node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
      ),
    ),
  }
  return read
}

/** Keeps what was parsed, for the next who send the same text. Only what is valid: whoever sends much that is refused would push it out. */
export const keepDocument = (text: string, document: ParsedDocument): void => void parsed.set(text, document)

function parseOrRefuse(text: string): DocumentNode {
  try {
    checkTokens(text)
    const document = parse(text)
    if (text.includes('\\u')) checkLiterals(document)
    return document
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw new Refused({
      status: 400,
      code: 'GRAPHQL_PARSE_FAILED',
      message: error.message,
      problems: [{ message: error.message, locations: error.locations ?? [] }],
    })
  }
}

/** The parser and all that walks its tree recurse, so what nests too deeply must not reach them. */
function checkTokens(text: string): void {
  const lexer = new Lexer(new Source(text))
  let depth = 0
  for (let count = 0; ; count += 1) {
    const { kind } = lexer.advance()
    if (kind === TokenKind.EOF) return
    if (count >= maximumTokens)
      throw new Refused({
        status: 400,
        code: 'OPERATION_TOO_COMPLEX',
        message: `This operation has more than ${maximumTokens} words and signs. Ask for less, or in several operations.`,
      })
    if (opening.has(kind)) depth += 1
    else if (closing.has(kind)) depth -= 1
    if (depth > maximumNesting)
      throw new Refused({
        status: 400,
        code: 'OPERATION_TOO_COMPLEX',
        message: `This operation nests more than ${maximumNesting} levels.`,
      })
  }
}

const opening: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L])
const closing: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R])

/** GraphQL's own escapes can write U+0000 too, which admission/check-text.ts refuses everywhere else. */
function checkLiterals(document: DocumentNode): void {
  visit(document, {
    [Kind.STRING]: ({ value }) => {
      if (value.includes('\0'))
        throw new Refused({ status: 400, code: 'BAD_USER_INPUT', message: 'A text may not have the character U+0000.' })
    },
  })
}
