import type { CatalogueEvent } from '@forum/events'

/** What changed: the things of these ids, or what anything may show (a new post stands in every list). */
export type Change = readonly string[] | 'anything'

/** Mutations after which every page is as it was for a guest. */
const unseen = new Set([
  'recordPostViews',
  'bookmarkPost',
  'removeBookmark',
  'unblockUser',
  'muteUser',
  'unmuteUser',
  'muteWord',
  'unmuteWord',
  'setThreadWatch',
  'markNotificationsRead',
  'markInboxSeen',
  'setNotificationSetting',
  'requestExport',
  'login',
  'refreshSession',
  'logout',
  'logoutEverywhere',
  'endSession',
  'changePassword',
  'register',
])
/** Mutations that change numbers of what they name, and nothing else: none moves a thing in a list, hides it or shows it. */
const counting = new Set([
  'likePost',
  'unlikePost',
  'likeComment',
  'unlikeComment',
  'repost',
  'undoRepost',
  'followUser',
  'unfollowUser',
  // It ends follows.
  'blockUser',
])

/** Of a mutation that was executed: its root fields, and every text in which it may have named something. Null where no page changes. */
export function changeOfMutation(fields: readonly string[], texts: readonly string[]): Change | null {
  const seen = fields.filter((name) => !unseen.has(name))
  if (seen.length === 0) return null
  return seen.every((name) => counting.has(name)) ? texts.flatMap(idsIn) : 'anything'
}

const countingEvents: ReadonlySet<string> = new Set([
  'post_liked',
  'post_unliked',
  'comment_liked',
  'comment_unliked',
  'post_reposted',
  'post_unreposted',
  'user_followed',
  'user_unfollowed',
])
const profileEvents: ReadonlySet<string> = new Set(['profile_updated', 'profile_erased'])

/** Of events of forum.posts.v1 and forum.profiles.v1, which other gateways' mutations end in. */
export function changeOfEvents(events: readonly Pick<CatalogueEvent, 'type' | 'data'>[]): Change | null {
  if (events.length === 0) return null
  if (!events.every(({ type }) => countingEvents.has(type) || profileEvents.has(type))) return 'anything'
  return events.flatMap(({ data }) => idsIn(JSON.stringify(data)))
}

/** Whether somebody's handle or name may be another one. */
export const changesProfiles = (events: readonly Pick<CatalogueEvent, 'type'>[]): boolean =>
  events.some(({ type }) => profileEvents.has(type))

const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g

/** Every id in a text. */
export const idsIn = (text: string): string[] => text.toLowerCase().match(uuid) ?? []
