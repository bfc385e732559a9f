import { forbidden, signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const exportResolvers = {
  Query: { export: (_root, { id }, { viewer, services }) => services.exports.find(viewer, id) },
  Mutation: {
    requestExport: (_root, { input }, { viewer, services, clientAddress }) =>
      services.exports.request(signedIn(viewer, 'suspended', 'leaving'), input, clientAddress),
  },
  Viewer: {
    // Only the caller has exports here, whoever's id the representation carries.
    __resolveReference: async ({ id }, { viewer }) => {
      if (id !== signedIn(viewer, 'suspended', 'leaving').id) throw forbidden()
      return { id }
    },
    exports: (_viewer, args, { viewer, services }) =>
      services.exports.listOf(signedIn(viewer, 'suspended', 'leaving'), args),
  },
  Export: {
    status: (job, _args, { services }) => services.exports.statusOf(job),
    progress: (job, _args, { services }) => services.exports.progressOf(job),
    url: (job, _args, { services }) => services.exports.urlOf(job),
  },
} satisfies Resolvers
