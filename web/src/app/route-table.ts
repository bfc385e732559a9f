import type { ComponentType } from 'react'

export type RouteEntry = {
  name: string
  path: string
  /** Who gets the page itself; others get the way to it. */
  access: 'anyone' | 'signed-in' | 'admin'
  load: () => Promise<{ Page: ComponentType }>
}

const feed = () => import('../features/feed/FeedPage.tsx').then(({ FeedPage }) => ({ Page: FeedPage }))
const post = () => import('../features/post/PostPage.tsx').then(({ PostPage }) => ({ Page: PostPage }))
const profile = () => import('../features/profile/ProfilePage.tsx').then(({ ProfilePage }) => ({ Page: ProfilePage }))
const write = () => import('../features/write/WritePage.tsx').then(({ WritePage }) => ({ Page: WritePage }))

/** Every page of the app. The browser tests walk this same table, so a new page is covered by being here. */
export const routeTable: RouteEntry[] = [
  { name: 'latest', path: '/', access: 'anyone', load: feed },
  { name: 'active', path: '/active', access: 'anyone', load: feed },
  { name: 'following', path: '/following', access: 'anyone', load: feed },
  { name: 'post', path: '/p/:postId', access: 'anyone', load: post },
  { name: 'branch', path: '/p/:postId/c/:commentId', access: 'anyone', load: post },
  {
    name: 'post-statistics',
    path: '/p/:postId/statistics',
    access: 'anyone',
    load: () =>
      import('../features/statistics/PostStatisticsPage.tsx').then((module) => ({ Page: module.PostStatisticsPage })),
  },
  { name: 'write', path: '/write', access: 'signed-in', load: write },
  { name: 'edit', path: '/p/:postId/edit', access: 'signed-in', load: write },
  { name: 'profile', path: '/u/:handle', access: 'anyone', load: profile },
  { name: 'followers', path: '/u/:handle/followers', access: 'anyone', load: profile },
  { name: 'following-people', path: '/u/:handle/following', access: 'anyone', load: profile },
  {
    name: 'tag',
    path: '/t/:tag',
    access: 'anyone',
    load: () => import('../features/tag/TagPage.tsx').then((module) => ({ Page: module.TagPage })),
  },
  {
    name: 'search',
    path: '/search',
    access: 'anyone',
    load: () => import('../features/search/SearchPage.tsx').then((module) => ({ Page: module.SearchPage })),
  },
  {
    name: 'bookmarks',
    path: '/bookmarks',
    access: 'signed-in',
    load: () => import('../features/bookmarks/BookmarksPage.tsx').then((module) => ({ Page: module.BookmarksPage })),
  },
  {
    name: 'statistics',
    path: '/statistics',
    access: 'anyone',
    load: () => import('../features/statistics/StatisticsPage.tsx').then((module) => ({ Page: module.StatisticsPage })),
  },
  {
    name: 'settings',
    path: '/settings',
    access: 'signed-in',
    load: () => import('../features/settings/SettingsPage.tsx').then((module) => ({ Page: module.SettingsPage })),
  },
  {
    name: 'exports',
    path: '/admin/exports',
    access: 'admin',
    load: () => import('../features/exports/ExportsPage.tsx').then((module) => ({ Page: module.ExportsPage })),
  },
  {
    name: 'you',
    path: '/you',
    access: 'anyone',
    load: () => import('../features/you/YouPage.tsx').then((module) => ({ Page: module.YouPage })),
  },
  {
    name: 'sign-in',
    path: '/sign-in',
    access: 'anyone',
    load: () => import('../features/sign-in/SignInPage.tsx').then((module) => ({ Page: module.SignInPage })),
  },
  {
    name: 'sign-up',
    path: '/sign-up',
    access: 'anyone',
    load: () => import('../features/sign-in/SignUpPage.tsx').then((module) => ({ Page: module.SignUpPage })),
  },
  {
    name: 'not-found',
    path: '*',
    access: 'anyone',
    load: () => import('../features/not-found/NotFoundPage.tsx').then((module) => ({ Page: module.NotFoundPage })),
  },
]
