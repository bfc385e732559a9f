import type { Resolvers } from '../../generated/graphql.ts'

export const tagResolvers = {
  Query: {
    tags: (_root, { query, first, after }, { services }) => services.tags.search(query ?? null, { first, after }),
    tag: (_root, { name }, { services }) => services.tags.named(name),
  },
} satisfies Resolvers
