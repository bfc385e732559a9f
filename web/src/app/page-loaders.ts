import type { ComponentType } from 'react'
import type { FeedRoute, RouteName } from './route-table.ts'

type Loader = () => Promise<{ Page: ComponentType }>

const post: Loader = () => import('../features/post/PostPage.tsx').then(({ PostPage: Page }) => ({ Page }))
const profile: Loader = () => import('../features/profile/ProfilePage.tsx').then(({ ProfilePage: Page }) => ({ Page }))
const write: Loader = () => import('../features/write/WritePage.tsx').then(({ WritePage: Page }) => ({ Page }))

/** The code of each page: a chunk of its own, fetched when somebody goes there or comes near the link. */
export const pageLoaders: Record<Exclude<RouteName, FeedRoute>, Loader> = {
  post,
  branch: post,
  'post-statistics': () =>
    import('../features/statistics/PostStatisticsPage.tsx').then(({ PostStatisticsPage: Page }) => ({ Page })),
  write,
  edit: write,
  profile,
  followers: profile,
  'following-people': profile,
  tag: () => import('../features/tag/TagPage.tsx').then(({ TagPage: Page }) => ({ Page })),
  tags: () => import('../features/tag/TagsPage.tsx').then(({ TagsPage: Page }) => ({ Page })),
  search: () => import('../features/search/SearchPage.tsx').then(({ SearchPage: Page }) => ({ Page })),
  bookmarks: () => import('../features/bookmarks/BookmarksPage.tsx').then(({ BookmarksPage: Page }) => ({ Page })),
  statistics: () => import('../features/statistics/StatisticsPage.tsx').then(({ StatisticsPage: Page }) => ({ Page })),
  settings: () => import('../features/settings/SettingsPage.tsx').then(({ SettingsPage: Page }) => ({ Page })),
  exports: () => import('../features/exports/ExportsPage.tsx').then(({ ExportsPage: Page }) => ({ Page })),
  you: () => import('../features/you/YouPage.tsx').then(({ YouPage: Page }) => ({ Page })),
  'sign-in': () => import('../features/sign-in/SignInPage.tsx').then(({ SignInPage: Page }) => ({ Page })),
  'sign-up': () => import('../features/sign-in/SignUpPage.tsx').then(({ SignUpPage: Page }) => ({ Page })),
  'not-found': () => import('../features/not-found/NotFoundPage.tsx').then(({ NotFoundPage: Page }) => ({ Page })),
}

export function isFeed(name: RouteName): name is FeedRoute {
  return !(name in pageLoaders)
}
