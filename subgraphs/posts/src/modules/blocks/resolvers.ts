import { signedIn } from '@forum/graphql-kit'
import type { Resolvers } from '../../generated/graphql.ts'

const userOf = ({ userId }: { userId: string }) => ({ id: userId })

export const blockResolvers = {
  Mutation: {
    blockUser: (_root, { input }, { viewer, services }) => services.blocks.block(signedIn(viewer), input.userId),
    unblockUser: (_root, { input }, { viewer, services }) => services.blocks.unblock(signedIn(viewer), input.userId),
    muteUser: (_root, { input }, { viewer, services }) => services.blocks.mute(signedIn(viewer), input.userId),
    unmuteUser: (_root, { input }, { viewer, services }) => services.blocks.unmute(signedIn(viewer), input.userId),
  },
  BlockUserSuccess: { user: userOf },
  UnblockUserSuccess: { user: userOf },
  MuteUserSuccess: { user: userOf },
  UnmuteUserSuccess: { user: userOf },
  User: {
    viewerBlocks: async (user, _args, { loaders }) => (await loaders.standings.load(user.id))?.blocks ?? false,
    viewerMutes: async (user, _args, { loaders }) => (await loaders.standings.load(user.id))?.mutes ?? false,
  },
  Viewer: {
    blocked: (viewer, args, { services }) => services.blocks.hidden(viewer.id, 'blocked', args),
    muted: (viewer, args, { services }) => services.blocks.hidden(viewer.id, 'muted', args),
  },
} satisfies Resolvers
