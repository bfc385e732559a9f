import type { Resolvers } from '../../generated/graphql.ts'

export const passwordResetResolvers = {
  Mutation: {
    requestPasswordReset: (_root, { input }, { services, caller }) =>
      services.passwordResets.request(input.login, caller),
    resetPassword: (_root, { input }, { services, caller }) => services.passwordResets.reset(input, caller),
  },
} satisfies Resolvers
