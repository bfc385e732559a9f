/** In the order in which they are tried. */
export const notificationKinds = ['MENTION', 'REPLY', 'THREAD', 'LIKE', 'REPOST', 'FOLLOW'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** Kinds of which several on one subject are one row. Those of THREAD are told by themselves: see ThreadNewsService. */
export const groupedKinds: readonly NotificationKind[] = ['LIKE', 'REPOST', 'FOLLOW']
