import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const deletionResolvers = {
  Mutation: {
    deleteAccount: (_root, { input }, { viewer, services, caller }) =>
      services.deletion.ask(signedIn(viewer, 'suspended', 'leaving'), input, caller.address),
    keepAccount: (_root, _args, { viewer, services, caller }) =>
      services.deletion.keep(signedIn(viewer, 'leaving'), caller.address),
  },
  KeepAccountSuccess: {
    // Cleared first: the account may have been read before the change.
    viewer: ({ viewer }, _args, { loaders }) => {
      loaders.addressees.clear(viewer.id)
      loaders.people.clear(viewer.id)
      return viewer
    },
  },
  Viewer: {
    // Asked with every page: whose token may everything has asked for nothing, which takes no look.
    deletionAt: async ({ id }, _args, { viewer, loaders }) =>
      viewer?.id === id && viewer.scopes.includes('*')
        ? null
        : ((await loaders.addressees.load(id))?.deletionAt ?? null),
  },
} satisfies Resolvers
