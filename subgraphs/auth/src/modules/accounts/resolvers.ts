import { forbidden, isUuid, readIds } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { oneselfOf } from './people-loader.ts'

export const accountResolvers = {
  Query: {
    viewer: (_root, _args, { viewer }) => viewer && { id: viewer.id, sessionId: viewer.sessionId },
    user: (_root, { handle }, { services }) => services.accounts.byHandle(handle),
    users: (_root, { ids }, { loaders }) => Promise.all(readIds(ids).map((id) => loaders.people.load(id))),
  },
  User: {
    __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.people.load(id.toLowerCase()) : null),
  },
  Viewer: {
    __resolveReference: ({ id }, { viewer }) => {
      if (viewer?.id !== id) throw forbidden('That is not you.')
      return { id, sessionId: viewer.sessionId }
    },
    user: ({ id }, _args, { loaders, services }) => oneselfOf(loaders.people, services.accounts, id),
    email: async ({ id }, _args, { loaders, services }) =>
      (await oneselfOf(loaders.people, services.accounts, id)).email,
  },
} satisfies Resolvers
