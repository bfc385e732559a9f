import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  Kind,
  Lexer,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  Source,
  TokenKind,
} from 'graphql'
import { BoundedCache } from '../federation/bounded-cache.ts'
import { Refused } from './refusal.ts'

/** A parsed document with what admission asks of it. */
export type ParsedDocument = {
  document: DocumentNode
  operations: readonly OperationDefinitionNode[]
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
}

export const maximumTokens = 10_000
/** Of braces, brackets and parentheses; twenty fields with their arguments need half of it. */
const maximumNesting = 100
/** Of texts of operations; in memory each character of a dense one is 100 to 150 bytes of tree. */
const keptCharacters = 1_000_000
const parsed = new BoundedCache<string, ParsedDocument>({ limit: keptCharacters, weigh: (text) => text.length })

/** Parses an operation's text, once for each text. @throws Refused GRAPHQL_PARSE_FAILED */
export function parseDocument(text: string): ParsedDocument {
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
  parsed.set(text, read)
  return read
}

function parseOrRefuse(text: string): DocumentNode {
  try {
    checkNesting(text)
    return parse(text, { maxTokens: maximumTokens })
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    throw new Refused({
      status: 400,
      code: 'GRAPHQL_PARSE_FAILED',
      message: error.message,
      locations: error.locations ?? [],
    })
  }
}

/** The parser and all that walks its tree recurse, so what nests too deeply must not reach them. */
function checkNesting(text: string): void {
  const lexer = new Lexer(new Source(text))
  let depth = 0
  for (let count = 0; count <= maximumTokens; count += 1) {
    const { kind } = lexer.advance()
    if (kind === TokenKind.EOF) return
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

/** The operation that a request means. @throws Refused BAD_REQUEST when there is none, or the name does not say which */
export function chooseOperation(
  { operations }: ParsedDocument,
  operationName: string | undefined,
): OperationDefinitionNode {
  const matching = operationName ? operations.filter(({ name }) => name?.value === operationName) : operations
  const [operation, other] = matching
  if (!operation)
    throw badRequest(
      operationName
        ? `The document has no operation "${operationName.slice(0, 100)}".`
        : 'The document has no operation.',
    )
  if (other) throw badRequest('The document has several operations. Say with operationName which one to run.')
  if (operation.operation === OperationTypeNode.SUBSCRIPTION)
    throw new Refused({
      status: 400,
      code: 'GRAPHQL_VALIDATION_FAILED',
      message: 'Subscriptions are not offered here.',
    })
  return operation
}

/** The root fields of an operation, fragments followed. */
export function rootFields({ fragments }: ParsedDocument, operation: OperationDefinitionNode): FieldNode[] {
  const fields: FieldNode[] = []
  const seen = new Set<string>()
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) fields.push(selection)
      else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment) collect(fragment.selectionSet)
      }
    }
  }
  collect(operation.selectionSet)
  return fields
}

const badRequest = (message: string) => new Refused({ status: 400, code: 'BAD_REQUEST', message })
