import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'
import type { ParsedDocument } from './parse-document.ts'

/** The root fields of an operation, fragments followed. */
export const rootFields = (document: ParsedDocument, { selectionSet }: OperationDefinitionNode): FieldNode[] =>
  fieldsOf(document, selectionSet)

/** The fields of a selection, fragments followed. */
export function fieldsOf({ fragments }: ParsedDocument, selectionSet: SelectionSetNode): FieldNode[] {
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
  collect(selectionSet)
  return fields
}
