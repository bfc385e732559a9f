import { readId, signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const sessionResolvers = {
  Mutation: {
    refreshSession: (_root, { input }, { services, caller }) =>
      services.refresh.refresh(input.refreshToken ?? null, caller),
    logout: (_root, _args, { services, caller }) => services.logout.logout(caller),
    logoutEverywhere: (_root, _args, { services, viewer }) => services.sessions.logoutEverywhere(signedIn(viewer)),
    endSession: (_root, { input }, { services, viewer }) =>
      services.sessions.endOne(signedIn(viewer), readId(input.id)),
  },
  Viewer: {
    sessions: (viewer, _args, { services }) => services.sessions.listOf(viewer),
  },
} satisfies Resolvers
