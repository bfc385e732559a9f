import { type FieldPolicy, isReference, type TypePolicies } from '@apollo/client'

type Page = { edges: { cursor: string }[]; pageInfo: unknown }

/**
 * One growing list of a connection: a page that starts after one of its edges follows it, the first page starts anew. Where that edge is gone (its
 * comment was deleted meanwhile) nothing else may go with it.
 */
function appended(keyArgs: string[]): FieldPolicy<Page> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      if (!args?.after || !existing) return incoming
      const at = existing.edges.findIndex((edge) => readField('cursor', edge as never) === args.after)
      const nodeOf = (edge: object) => {
        const node = readField('node', edge as never)
        return isReference(node) ? node.__ref : edge
      }
      const coming = new Set(incoming.edges.map(nodeOf))
      const kept =
        at === -1 ? existing.edges.filter((edge) => !coming.has(nodeOf(edge))) : existing.edges.slice(0, at + 1)
      return { ...incoming, edges: [...kept, ...incoming.edges] }
    },
  }
}

// Feeds keep each page apart (the default), so that the way back finds them as they were read; threads and people grow as one list.
export const typePolicies: TypePolicies = {
  Query: {
    fields: {
      searchUsers: appended(['query']),
      tags: appended(['query', 'first']),
      auditLog: appended(['userId']),
      pendingRegistrations: appended([]),
      moderationActs: appended(['userId']),
    },
  },
  Post: { fields: { thread: appended(['sort']), stats: { merge: true } } },
  User: {
    fields: { comments: appended([]), followers: appended([]), following: appended([]), stats: { merge: true } },
  },
  Viewer: { fields: { exports: appended([]), blocked: appended([]), muted: appended([]) } },
  Site: { keyFields: [] },
  PostStats: { keyFields: false },
  UserStats: { keyFields: false },
}
