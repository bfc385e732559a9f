import { signedIn } from '@forum/graphql-kit'
import type { Context } from '../../context.ts'
import type { Resolvers } from '../../generated/graphql.ts'

export const suspensionResolvers = {
  Mutation: {
    suspendUser: (_root, { input }, { viewer, services, caller }) =>
      services.suspending.suspend(signedIn(viewer), input, caller.address),
    reinstateUser: (_root, { input }, { viewer, services, caller }) =>
      services.suspending.reinstate(signedIn(viewer), input.userId, caller.address),
  },
  User: {
    suspension: ({ id }, _args, { viewer, loaders }) =>
      viewer && (viewer.role !== 'USER' || viewer.id === id) ? loaders.suspensions.load(id) : null,
  },
  SuspendUserSuccess: { user: personAsTheyAreNow },
  ReinstateUserSuccess: { user: personAsTheyAreNow },
} satisfies Resolvers

/** What was loaded before the change is not what it is now. */
function personAsTheyAreNow({ userId }: { userId: string }, _args: unknown, { loaders }: Context) {
  loaders.suspensions.clear(userId)
  return loaders.people.load(userId)
}
