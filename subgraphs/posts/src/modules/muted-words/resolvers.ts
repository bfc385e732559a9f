import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

export const mutedWordResolvers = {
  Mutation: {
    muteWord: (_root, { input }, { viewer, services }) => services.mutedWords.mute(signedIn(viewer), input),
    unmuteWord: (_root, { input }, { viewer, services }) => services.mutedWords.unmute(signedIn(viewer), input.word),
  },
  Viewer: { mutedWords: (viewer, _args, { services }) => services.mutedWords.of(viewer.id) },
} satisfies Resolvers
