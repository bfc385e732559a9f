export type RouteEntry = {
  name: string
  path: string
  /** Who gets the page itself; others get the way to it. */
  access: 'anyone' | 'signed-in' | 'moderator' | 'admin'
  /** Written by the gateway as a guest sees it, before the browser takes it over. */
  isWritten?: true
}

/** Every page of the app, without its code: the gateway, the router and the browser tests read this same table. */
export const routeTable = [
  { name: 'latest', path: '/', access: 'anyone', isWritten: true },
  { name: 'active', path: '/active', access: 'anyone', isWritten: true },
  { name: 'hot', path: '/hot', access: 'anyone', isWritten: true },
  { name: 'top', path: '/top', access: 'anyone', isWritten: true },
  { name: 'following', path: '/following', access: 'anyone' },
  { name: 'post', path: '/p/:postId', access: 'anyone', isWritten: true },
  { name: 'branch', path: '/p/:postId/c/:commentId', access: 'anyone', isWritten: true },
  { name: 'post-statistics', path: '/p/:postId/statistics', access: 'anyone' },
  { name: 'write', path: '/write', access: 'signed-in' },
  { name: 'edit', path: '/p/:postId/edit', access: 'signed-in' },
  { name: 'profile', path: '/u/:handle', access: 'anyone', isWritten: true },
  { name: 'comments-of-person', path: '/u/:handle/comments', access: 'anyone', isWritten: true },
  { name: 'followers', path: '/u/:handle/followers', access: 'anyone', isWritten: true },
  { name: 'following-people', path: '/u/:handle/following', access: 'anyone', isWritten: true },
  { name: 'tag', path: '/t/:tag', access: 'anyone', isWritten: true },
  { name: 'tags', path: '/tags', access: 'anyone', isWritten: true },
  { name: 'search', path: '/search', access: 'anyone' },
  { name: 'inbox', path: '/inbox', access: 'signed-in' },
  { name: 'bookmarks', path: '/bookmarks', access: 'signed-in' },
  { name: 'statistics', path: '/statistics', access: 'anyone', isWritten: true },
  { name: 'settings', path: '/settings', access: 'anyone' },
  { name: 'hidden', path: '/settings/hidden', access: 'signed-in' },
  { name: 'moderation-log', path: '/moderation/log', access: 'moderator' },
  { name: 'administration', path: '/admin', access: 'admin' },
  { name: 'site', path: '/admin/site', access: 'admin' },
  { name: 'applications', path: '/admin/applications', access: 'admin' },
  { name: 'audit', path: '/admin/audit', access: 'admin' },
  { name: 'exports', path: '/admin/exports', access: 'admin' },
  { name: 'about', path: '/about', access: 'anyone', isWritten: true },
  { name: 'you', path: '/you', access: 'anyone' },
  { name: 'sign-in', path: '/sign-in', access: 'anyone' },
  { name: 'sign-up', path: '/sign-up', access: 'anyone' },
  { name: 'forgot-password', path: '/forgot-password', access: 'anyone' },
  { name: 'reset-password', path: '/reset-password', access: 'anyone' },
  { name: 'confirm-email', path: '/confirm-email', access: 'anyone' },
  { name: 'first-admin', path: '/first-admin', access: 'anyone' },
  { name: 'not-found', path: '*', access: 'anyone' },
] as const satisfies RouteEntry[]

export type RouteName = (typeof routeTable)[number]['name']

/** The feeds are the first page of most visits, so they come with the app. */
export type FeedRoute = 'latest' | 'active' | 'hot' | 'top' | 'following'
