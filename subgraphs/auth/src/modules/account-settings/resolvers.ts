import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'
import { addresseeOf } from '../accounts/addressee-loader.ts'

export const accountSettingsResolvers = {
  Mutation: {
    updateSettings: (_root, { input }, { viewer, services }) => services.settings.update(signedIn(viewer), input),
  },
  UpdateSettingsSuccess: {
    // Cleared first: the settings may have been read before the change.
    viewer: ({ viewer }, _args, { loaders }) => {
      loaders.addressees.clear(viewer.id)
      return viewer
    },
  },
  Viewer: {
    language: async ({ id }, _args, { loaders }) => (await addresseeOf(loaders.addressees, id)).language,
    timezone: async ({ id }, _args, { loaders }) => (await addresseeOf(loaders.addressees, id)).timezone,
  },
} satisfies Resolvers
