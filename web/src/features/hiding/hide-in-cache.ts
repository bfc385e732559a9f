import { type ApolloCache, isReference, type Reference } from '@apollo/client'
import type { HiddenReason } from '../../generated/schema.ts'

type Edge = { node?: Reference | null }
type Read = (field: string, of: Reference) => unknown

/** Whom the viewer has hidden: they stand in these lists by it. */
const listsOfHidden = new Set(['blocked', 'muted'])

/** What somebody wrote, and they themselves, leave every list that is held, as the forum would now give it; nothing is asked again. */
export function hideInCache(cache: ApolloCache, personId: string, reason: HiddenReason): void {
  const person = cache.identify({ __typename: 'User', id: personId })
  const isTheirs = (thing: Reference, read: Read) => refOf(read('author', thing)) === person
  const stays = ({ node }: Edge, read: Read) => {
    if (!node || (node.__ref !== person && !isTheirs(node, read))) return true
    // A comment that was answered stays as one quiet line.
    return node.__ref !== person && Number(read('replyCount', node) ?? 0) > 0
  }
  const ids = Object.keys(cache.extract() as object) // an object by ids, whatever the cache keeps
  for (const id of ids)
    cache.modify<Record<string, unknown>>({
      id,
      fields: (value, { fieldName, readField, DELETE }) => {
        if (listsOfHidden.has(fieldName)) return DELETE
        return hasEdges(value) ? { ...value, edges: value.edges.filter((edge) => stays(edge, readField)) } : value
      },
    })
  for (const id of ids) {
    if (id.startsWith('Comment:')) hideComment(cache, id, isTheirs, reason)
    if (id.startsWith('Post:') && reason === 'BLOCKED') closePost(cache, id, isTheirs)
  }
}

function hideComment(
  cache: ApolloCache,
  id: string,
  isTheirs: (thing: Reference, read: Read) => boolean,
  reason: HiddenReason,
): void {
  const hidden: Record<string, unknown> = { hidden: reason, body: '', bodyHtml: '', author: null }
  let isFound: boolean | undefined
  cache.modify<Record<string, unknown>>({
    id,
    fields: (value, { fieldName, readField }) => {
      // Once, before the author is gone.
      isFound ??= isTheirs({ __ref: id }, readField)
      return isFound && fieldName in hidden ? hidden[fieldName] : value
    },
  })
}

function closePost(cache: ApolloCache, id: string, isTheirs: (thing: Reference, read: Read) => boolean): void {
  cache.modify<Record<string, unknown>>({
    id,
    fields: {
      viewerCanComment: (can, { readField }) => (isTheirs({ __ref: id }, readField) ? false : can),
    },
  })
}

const refOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && '__ref' in value ? String(value.__ref) : null

const hasEdges = (value: unknown): value is { edges: Edge[] } =>
  typeof value === 'object' && value !== null && !isReference(value) && 'edges' in value && Array.isArray(value.edges)
