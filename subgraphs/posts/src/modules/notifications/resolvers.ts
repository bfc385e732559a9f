import { signedIn, toConnection } from '@forum/graphql-kit'
import { positionCursor } from '../../database/keyset.ts'
import type { Resolvers } from '../../generated/graphql.ts'

export const notificationResolvers = {
  Query: {
    notification: (_root, { id }, { viewer, services }) => (viewer ? services.notifications.byId(viewer.id, id) : null),
  },
  Viewer: {
    notifications: (viewer, args, { services }) => services.notifications.page(viewer.id, args),
    unreadNotificationCount: (viewer, _args, { services }) => services.notifications.countUnread(viewer.id),
    unseenNotificationCount: (viewer, _args, { services }) => services.notifications.countUnseen(viewer.id),
    notificationSettings: (viewer, _args, { services }) => services.notifications.settings(viewer.id),
  },
  Mutation: {
    markNotificationsRead: (_root, { input }, { viewer, services }) =>
      services.notifications.markRead(signedIn(viewer), input),
    markInboxSeen: (_root, { input }, { viewer, services }) =>
      services.notifications.markSeen(signedIn(viewer), input.upTo),
    setNotificationSetting: (_root, { input }, { viewer, services }) =>
      services.notifications.setSetting(signedIn(viewer), input),
  },
  Notification: {
    actors: ({ actorIds }) => actorIds.map((id) => ({ id })),
    allActors: async ({ id }, args, { loaders, services }) => {
      const page = services.notifications.readActorPage(args)
      const rows = await loaders.actorsOf(id, page)
      return toConnection(rows, page, (row) => positionCursor('actors', row.at, row.id))
    },
    post: ({ postId }, _args, { loaders }) => (postId ? loaders.posts.load(postId) : null),
    comment: ({ commentId }, _args, { loaders }) => (commentId ? loaders.comments.load(commentId) : null),
  },
} satisfies Resolvers
