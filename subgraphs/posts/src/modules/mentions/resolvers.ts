import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const mentionResolvers = {
  Query: {
    suggestUsers: async (_root, args, { viewer, services }) => {
      const found = await services.mentions.suggest(signedIn(viewer).id, args)
      return found.map((id) => ({ id }))
    },
  },
} satisfies Resolvers
