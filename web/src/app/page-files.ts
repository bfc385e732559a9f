import type { FeedRoute, RouteName } from './route-table.ts'

/** The file of each page in features/, and the component that it exports: a chunk of its own. */
export const pageFiles = {
  post: 'post/PostPage',
  branch: 'post/PostPage',
  'post-statistics': 'statistics/PostStatisticsPage',
  write: 'write/WritePage',
  edit: 'write/WritePage',
  profile: 'profile/ProfilePage',
  'comments-of-person': 'profile/ProfilePage',
  followers: 'profile/ProfilePage',
  'following-people': 'profile/ProfilePage',
  tag: 'tag/TagPage',
  tags: 'tag/TagsPage',
  search: 'search/SearchPage',
  inbox: 'inbox/InboxPage',
  bookmarks: 'bookmarks/BookmarksPage',
  statistics: 'statistics/StatisticsPage',
  settings: 'settings/SettingsPage',
  'moderation-log': 'moderation/ModerationLogPage',
  hidden: 'hiding/HiddenPage',
  administration: 'administration/AdministrationPage',
  site: 'administration/SitePage',
  applications: 'administration/ApplicationsPage',
  audit: 'administration/AuditPage',
  exports: 'exports/ExportsPage',
  about: 'about/AboutPage',
  you: 'you/YouPage',
  'sign-in': 'sign-in/SignInPage',
  'sign-up': 'sign-in/SignUpPage',
  'forgot-password': 'account-mail/ForgotPasswordPage',
  'reset-password': 'account-mail/ResetPasswordPage',
  'confirm-email': 'account-mail/ConfirmEmailPage',
  'first-admin': 'first-admin/FirstAdminPage',
  'not-found': 'not-found/NotFoundPage',
} as const satisfies Record<Exclude<RouteName, FeedRoute>, string>

export function isFeed(name: RouteName): name is FeedRoute {
  return !(name in pageFiles)
}
