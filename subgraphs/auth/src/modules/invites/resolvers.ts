import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const inviteResolvers = {
  Mutation: {
    createInvite: (_root, _args, { viewer, services, caller }) =>
      services.invites.create(signedIn(viewer), caller.address),
    revokeInvite: (_root, { input }, { viewer, services, caller }) =>
      services.invites.revoke(signedIn(viewer), input.id, caller.address),
  },
  Viewer: {
    invites: (viewer, _args, { services }) => services.invites.listOf(viewer),
  },
  User: {
    invitedBy: async ({ id }, _args, { viewer, loaders }) => {
      if (!viewer || viewer.role === 'USER') return null
      const invite = await loaders.inviters.load(id)
      return invite && loaders.people.load(invite.inviterId)
    },
  },
  Invite: {
    code: ({ code }) => code ?? null,
    usedBy: ({ usedById }, _args, { loaders }) => (usedById ? loaders.people.load(usedById) : null),
  },
} satisfies Resolvers
