import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ApolloClient, ApolloLink, type DocumentNode } from '@apollo/client'
import { Kind, OperationTypeNode, print } from 'graphql'
import { of } from 'rxjs'
import { createCache, defaultOptions } from '../src/api/cache.ts'
import { refreshQuery } from '../src/session/refresh-query.ts'

/** An operation as it goes out: `id` is the SHA-256 of `body`. The names are those of Apollo's own manifests. */
export type SentOperation = { id: string; name: string; type: 'query' | 'mutation'; body: string }

const source = resolve(import.meta.dirname, '../src')

/** What each generated module's documents are sent as, by the module's path; made by an Apollo client, so that no other way to print can differ from it. */
export async function sentOperations(): Promise<ReadonlyMap<string, readonly SentOperation[]>> {
  const sent: SentOperation[] = []
  const link = new ApolloLink(({ query, operationName = '', operationType }) => {
    const type = operationType === OperationTypeNode.MUTATION ? 'mutation' : 'query'
    sent.push(operationOf(operationName, type, print(query)))
    return of({ data: null })
  })
  const client = new ApolloClient({ link, cache: createCache(), defaultOptions })
  const modules = new Map<string, readonly SentOperation[]>()
  for (const file of globSync('**/generated/*.ts', { cwd: source })) {
    const path = join(source, file)
    const exported: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(path).href)
    for (const document of Object.values(exported).filter(isDocument)) await send(client, document)
    modules.set(path, sent.splice(0))
  }
  return modules
}

/** The only one that Apollo does not send. */
export const refreshOperation = operationOf('RefreshSession', 'mutation', refreshQuery)

async function send(client: ApolloClient, document: DocumentNode): Promise<void> {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION)
  if (operation?.operation === OperationTypeNode.MUTATION)
    await client.mutate({ mutation: document, fetchPolicy: 'no-cache' })
  else if (operation) await client.query({ query: document, fetchPolicy: 'no-cache' })
}

function operationOf(name: string, type: SentOperation['type'], body: string): SentOperation {
  return { id: createHash('sha256').update(body).digest('hex'), name, type, body }
}

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT
