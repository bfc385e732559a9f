import type { Resolvers } from '../../generated/graphql.ts'

export const registrationResolvers = {
  Mutation: {
    register: (_root, { input }, { services, caller }) =>
      services.registration.register({ ...input, session: input.session ?? 'TOKENS' }, caller),
  },
} satisfies Resolvers
