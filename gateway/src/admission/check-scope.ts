import type { Viewer } from '@forum/graphql-kit'
import { type FieldNode, type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { fieldsOf } from '../documents/root-fields.ts'
import { Refused } from '../refusal.ts'

/**
 * What a token with less than everything may do: of queries root fields, and of those with a list the fields of their answer; whole mutations. The
 * services check what they answer once more (`signedIn`).
 */
type Allowed = { queries: 'all' | Readonly<Record<string, 'all' | readonly string[]>>; mutations: readonly string[] }

const allowed: Readonly<Record<string, Allowed>> = {
  suspended: {
    queries: { viewer: ['id', 'acts', 'exports'], moderationAct: 'all', export: 'all' },
    mutations: ['deleteAccount', 'requestExport'],
  },
  // Reads what everybody reads; the services keep what is only for who is signed in.
  leaving: { queries: 'all', mutations: ['deleteAccount', 'keepAccount', 'requestExport'] },
}

/** @throws Refused INSUFFICIENT_SCOPE when the token may not do all of the operation */
export function checkScope(viewer: Viewer | null, document: ParsedDocument, operation: OperationDefinitionNode): void {
  if (!viewer || viewer.scopes.includes('*')) return
  const may = viewer.scopes.flatMap((scope) => (Object.hasOwn(allowed, scope) ? [allowed[scope] as Allowed] : [])) // it has that one
  const isQuery = operation.operation === OperationTypeNode.QUERY
  const fields = fieldsOf(document, operation.selectionSet).filter(({ name }) => name.value !== '__typename')
  const isAllowed = may.some(({ queries, mutations }) =>
    isQuery
      ? queries === 'all' || fields.every((field) => mayRead(queries, field, document))
      : fields.every(({ name }) => mutations.includes(name.value)),
  )
  if (!isAllowed) throw insufficient()
}

function mayRead(
  queries: Exclude<Allowed['queries'], 'all'>,
  { name, selectionSet }: FieldNode,
  document: ParsedDocument,
): boolean {
  const inner = Object.hasOwn(queries, name.value) ? queries[name.value] : undefined
  if (!inner) return false
  if (inner === 'all' || !selectionSet) return true
  return fieldsOf(document, selectionSet).every(
    (field) => field.name.value === '__typename' || inner.includes(field.name.value),
  )
}

const insufficient = () =>
  new Refused({
    status: 403,
    code: 'INSUFFICIENT_SCOPE',
    message: 'This token may not do that. What it may do is said with the field that gave it.',
  })
