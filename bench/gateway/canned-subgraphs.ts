import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { assembleSdl } from '@forum/graphql-kit'
import {
  defaultFieldResolver,
  execute,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql'
import type { CannedSubgraph } from './canned-subgraph.ts'
import { publicSubgraphs } from './public-subgraphs.ts'

// node bench/gateway/canned-subgraphs.ts public | forum CHECKOUT: subgraphs whose answers cost next to nothing: what was asked once is answered
// from memory. Prints the address of each as JSON, and ends with its standard input.

type Source = Readonly<Record<string, unknown>> & { n?: number }

const [what, checkout = ''] = process.argv.slice(2)
const itemsOfPage = 20
const itemsOfList = 2
const keptAnswers = 2_000

async function serve(subgraph: CannedSubgraph): Promise<string> {
  const answers = new Map<string, Buffer>()
  const server = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.method !== 'POST') return response.end('{}')
    const body = await textOf(request)
    let answer = answers.get(body)
    if (!answer) {
      if (answers.size >= keptAnswers) answers.clear()
      answer = Buffer.from(await answerTo(body, subgraph))
      answers.set(body, answer)
    }
    return response.end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server does not listen')
  return `http://127.0.0.1:${address.port}`
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function answerTo(body: string, { schema, fieldResolver }: CannedSubgraph): Promise<string> {
  const { query, operationName, variables }: { query: string; operationName?: string; variables?: object } =
    JSON.parse(body)
  const result = await execute({
    schema,
    document: parse(query),
    operationName: operationName ?? null,
    variableValues: { ...variables },
    fieldResolver,
    typeResolver: (_value, _context, { schema: own }, type) =>
      isAbstractType(type) ? own.getPossibleTypes(type)[0]?.name : undefined,
  })
  if (result.errors) throw new Error(`${query}: ${result.errors[0]?.message}`)
  return JSON.stringify(result)
}

/** The forum's three, with made-up answers that depend on the question alone. */
function forumSubgraphs(folder: string): Record<string, CannedSubgraph> {
  return Object.fromEntries(
    ['auth', 'posts', 'stats'].map((name) => {
      const directory = join(folder, 'subgraphs', name, 'src/modules')
      const schema = buildSubgraphSchema(parse(assembleSdl({ directory })))
      return [name, { schema, fieldResolver: madeUp }]
    }),
  )
}

const madeUp: GraphQLFieldResolver<unknown, unknown> = (given, args, context, info) => {
  const source = (given ?? {}) as Source // the objects that this made, or representations
  if (info.fieldName === '_entities') return defaultFieldResolver(given, args, context, info)
  const own = source[info.fieldName]
  return own ?? valueOf(info.returnType, info.fieldName, source.n ?? numberIn(source['id']))
}

function valueOf(type: GraphQLOutputType, field: string, n: number): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, field, n)
  if (isListType(type)) {
    const length = field === 'edges' ? itemsOfPage : itemsOfList
    return Array.from({ length }, (_none, index) => valueOf(type.ofType, field, n + index))
  }
  if (isObjectType(type) || isAbstractType(type)) return { n, __typename: isObjectType(type) ? type.name : undefined }
  if (isEnumType(type)) return type.getValues()[0]?.value
  if (type.name === 'Int' || type.name === 'Float') return n
  if (type.name === 'Boolean') return n % 2 === 0
  if (type.name === 'DateTime') return '2026-11-01T12:00:00.000Z'
  if (type.name === 'ID') return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
  return `${field} ${n}, ${'a few words of text '.repeat(field === 'excerpt' ? 12 : 1)}`.trim()
}

const numberIn = (id: unknown): number => Number(/\d{1,9}$/.exec(String(id))?.[0] ?? 0)

const subgraphs: Record<string, CannedSubgraph> = what === 'public' ? publicSubgraphs() : forumSubgraphs(checkout)
const addresses = await Promise.all(
  Object.entries(subgraphs).map(async ([name, subgraph]) => [name, await serve(subgraph)] as const),
)
console.log(JSON.stringify(Object.fromEntries(addresses)))
process.stdin.resume().once('end', () => process.exit(0))
