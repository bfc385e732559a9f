import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { addresseeOf } from '../accounts/addressee-loader.ts'

export const emailResolvers = {
  Mutation: {
    sendEmailVerification: (_root, _args, { viewer, services }) => services.confirmations.sendAgain(signedIn(viewer)),
    confirmEmail: async (_root, { input }, { viewer, services, caller }) => {
      const outcome = await services.confirmations.confirm(input.token, caller)
      if (outcome.__typename !== 'ConfirmEmailSuccess') return outcome
      const isViewer = viewer?.id === outcome.accountId
      return {
        __typename: 'ConfirmEmailSuccess',
        viewer: isViewer ? { id: viewer.id, sessionId: viewer.sessionId } : null,
      }
    },
    changeEmail: (_root, { input }, { viewer, services }) => services.emailChanges.ask(signedIn(viewer), input),
  },
  Viewer: {
    emailVerified: async ({ id }, _args, { loaders }) => (await addresseeOf(loaders.addressees, id)).isVerified,
    emailRefused: async ({ id }, _args, { loaders }) => (await addresseeOf(loaders.addressees, id)).isRefused,
    pendingEmail: ({ id }, _args, { services }) => services.emailLinks.pendingChangeOf(id),
  },
} satisfies Resolvers
