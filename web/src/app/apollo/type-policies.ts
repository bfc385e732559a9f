import type { FieldPolicy, TypePolicies } from '@apollo/client'

type Page = { edges: { cursor: string }[]; pageInfo: unknown }

/** One growing list of a connection: a page that starts after the last edge is appended, any other starts anew. */
function appended(keyArgs: string[]): FieldPolicy<Page> {
  return {
    keyArgs,
    merge(existing, incoming, { args, readField }) {
      if (!args?.after || !existing) return incoming
      const at = existing.edges.findIndex((edge) => readField('cursor', edge as never) === args.after)
      return { ...incoming, edges: [...existing.edges.slice(0, at + 1), ...incoming.edges] }
    },
  }
}

// Feeds keep each page apart (the default), so that the way back finds them as they were read; threads and people grow as one list.
export const typePolicies: TypePolicies = {
  Query: { fields: { searchUsers: appended(['query']) } },
  Post: { fields: { thread: appended(['sort']), stats: { merge: true } } },
  User: { fields: { followers: appended([]), following: appended([]), stats: { merge: true } } },
  Viewer: { fields: { exports: appended([]) } },
  PostStats: { keyFields: false },
  UserStats: { keyFields: false },
}
