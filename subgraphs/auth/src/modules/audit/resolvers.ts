import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const auditResolvers = {
  Query: {
    auditLog: (_root, args, { viewer, services }) => services.audit.list(signedIn(viewer), args),
  },
  AuditEntry: {
    by: ({ actorId }, _args, { loaders }) => (actorId ? loaders.people.load(actorId) : null),
    whom: ({ whomId }, _args, { loaders }) => (whomId ? loaders.people.load(whomId) : null),
  },
} satisfies Resolvers
