import type { EventOf } from '../event.ts'
import {
  profileErased,
  profileUpdated,
  userDeleted,
  userLoggedIn,
  userRegistered,
  userReinstated,
  userRoleChanged,
  userSuspended,
} from './auth.ts'
import { operationCompleted } from './gateway.ts'
import {
  commentAdded,
  commentDeleted,
  commentUpdated,
  contentRemoved,
  contentRestored,
  postCreated,
  postDeleted,
  postLocked,
  postRestored,
  postUnlocked,
  postUpdated,
} from './posts.ts'
import {
  commentLiked,
  commentUnliked,
  postLiked,
  postReposted,
  postUnliked,
  postUnreposted,
  userFollowed,
  userUnfollowed,
} from './reactions.ts'
import { milestoneReached, rankingRefreshed, weeklyReport } from './stats.ts'
import { postViewed } from './views.ts'

/** Every event of the forum. A new one is defined beside its kin and added here. */
export const eventCatalogue = [
  userRegistered,
  userSuspended,
  userReinstated,
  userRoleChanged,
  userDeleted,
  userLoggedIn,
  profileUpdated,
  profileErased,
  postCreated,
  postUpdated,
  postDeleted,
  postRestored,
  commentAdded,
  commentUpdated,
  commentDeleted,
  contentRemoved,
  contentRestored,
  postLocked,
  postUnlocked,
  postLiked,
  postUnliked,
  postReposted,
  postUnreposted,
  commentLiked,
  commentUnliked,
  userFollowed,
  userUnfollowed,
  postViewed,
  operationCompleted,
  rankingRefreshed,
  milestoneReached,
  weeklyReport,
] as const

/** Any event of the catalogue; `switch (event.type)` narrows it. */
export type CatalogueEvent = EventOf<(typeof eventCatalogue)[number]>

export type EventType = CatalogueEvent['type']

export const definitionsByType: ReadonlyMap<string, (typeof eventCatalogue)[number]> = new Map(
  eventCatalogue.map((definition) => [definition.type, definition]),
)
