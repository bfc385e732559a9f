import type { Resolvers } from '../../generated/graphql.ts'

export const loginResolvers = {
  Mutation: {
    login: (_root, { input }, { services, caller }) =>
      services.login.login({ ...input, session: input.session ?? 'TOKENS' }, caller),
  },
} satisfies Resolvers
