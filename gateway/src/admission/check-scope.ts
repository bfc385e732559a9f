import type { Viewer } from '@forum/graphql-kit'
import { type OperationDefinitionNode, OperationTypeNode } from 'graphql'
import type { ParsedDocument } from '../documents/parse-document.ts'
import { fieldsOf } from '../documents/root-fields.ts'
import { Refused } from '../refusal.ts'

/** Root fields, and of those with a list the fields of their answer, that a token with less than everything may read. */
type Allowed = Readonly<Record<string, 'all' | readonly string[]>>

/** Of who is suspended; the services check what they answer once more (`signedIn`). */
const allowed: Readonly<Record<string, Allowed>> = {
  suspended: { viewer: ['id', 'acts', 'exports'], moderationAct: 'all', export: 'all' },
}

/** @throws Refused INSUFFICIENT_SCOPE when the token may not do all of the operation */
export function checkScope(viewer: Viewer | null, document: ParsedDocument, operation: OperationDefinitionNode): void {
  if (!viewer || viewer.scopes.includes('*')) return
  if (operation.operation !== OperationTypeNode.QUERY) throw insufficient()
  const names = Object.assign(
    {},
    ...viewer.scopes.map((scope) => (Object.hasOwn(allowed, scope) ? allowed[scope] : {})),
  ) as Allowed // of records of that type
  for (const field of fieldsOf(document, operation.selectionSet)) {
    const name = field.name.value
    if (name === '__typename') continue
    const fields = Object.hasOwn(names, name) ? names[name] : undefined
    if (!fields) throw insufficient()
    if (fields === 'all' || !field.selectionSet) continue
    const isAllowed = fieldsOf(document, field.selectionSet).every(
      ({ name: inner }) => inner.value === '__typename' || fields.includes(inner.value),
    )
    if (!isAllowed) throw insufficient()
  }
}

const insufficient = () =>
  new Refused({
    status: 403,
    code: 'INSUFFICIENT_SCOPE',
    message: 'This token may not do that. What it may do is said with the field that gave it.',
  })
