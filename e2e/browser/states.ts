import type { Page } from '@playwright/test'
import type { RouteName } from '../../web/src/app/route-table.ts'
import type { Say } from './words.ts'
import type { World } from './world.ts'

/** Something that a page can look like: who looks, where, and what they opened. */
export type State = {
  name: string
  route: RouteName
  as: 'guest' | 'reader' | 'newcomer' | 'author' | 'admin'
  path: (world: World) => string
  open?: (page: Page, say: Say) => Promise<void>
}

const post = ({ post: { id } }: World) => `/p/${id}`
const own = ({ reader }: World) => `/u/${reader.handle}`

/** Every page of the router's table, signed in, signed out where that differs, and what can be opened on it. */
export const states: State[] = [
  { name: 'latest', route: 'latest', as: 'reader', path: () => '/' },
  { name: 'latest of a guest', route: 'latest', as: 'guest', path: () => '/' },
  {
    name: 'latest in compact rows',
    route: 'latest',
    as: 'reader',
    path: () => '/',
    open: (page, say) => page.getByRole('button', { name: say('Compact') }).click(),
  },
  { name: 'active', route: 'active', as: 'reader', path: () => '/active' },
  { name: 'hot', route: 'hot', as: 'reader', path: () => '/hot' },
  { name: 'hot of a guest', route: 'hot', as: 'guest', path: () => '/hot' },
  { name: 'top of a month', route: 'top', as: 'reader', path: () => '/top?window=MONTH' },
  { name: 'following', route: 'following', as: 'reader', path: () => '/following' },
  { name: 'following nobody', route: 'following', as: 'newcomer', path: () => '/following' },
  { name: 'following of a guest', route: 'following', as: 'guest', path: () => '/following' },
  { name: 'post', route: 'post', as: 'reader', path: post },
  { name: 'post of a guest', route: 'post', as: 'guest', path: post },
  { name: 'post that is not there', route: 'post', as: 'guest', path: () => '/p/01900000-0000-7000-8000-000000000000' },
  { name: 'comments by likes', route: 'post', as: 'reader', path: (world) => `${post(world)}?sort=TOP` },
  { name: 'reply being written', route: 'post', as: 'reader', path: post, open: openReply },
  { name: 'menu of a post', route: 'post', as: 'author', path: post, open: openMenu },
  { name: 'question before deleting', route: 'post', as: 'author', path: post, open: openQuestion },
  { name: 'names being completed', route: 'post', as: 'reader', path: post, open: openNames },
  { name: 'branch', route: 'branch', as: 'reader', path: (world) => `${post(world)}/c/${world.deepComment.id}` },
  { name: 'days of a post', route: 'post-statistics', as: 'guest', path: (world) => `${post(world)}/statistics` },
  { name: 'write', route: 'write', as: 'reader', path: () => '/write' },
  { name: 'write of a guest', route: 'write', as: 'guest', path: () => '/write' },
  { name: 'preview', route: 'write', as: 'reader', path: () => '/write', open: openPreview },
  { name: 'edit', route: 'edit', as: 'reader', path: (world) => `/p/${world.ownPost.id}/edit` },
  { name: 'own profile', route: 'profile', as: 'reader', path: own },
  { name: 'profile of a guest', route: 'profile', as: 'guest', path: ({ author }) => `/u/${author.handle}` },
  { name: 'profile that is not there', route: 'profile', as: 'guest', path: () => '/u/nobody_at_all' },
  {
    name: 'comments of a person',
    route: 'comments-of-person',
    as: 'reader',
    path: ({ author }) => `/u/${author.handle}/comments`,
  },
  { name: 'followers', route: 'followers', as: 'reader', path: ({ author }) => `/u/${author.handle}/followers` },
  { name: 'whom they follow', route: 'following-people', as: 'reader', path: ownFollowing },
  { name: 'tag', route: 'tag', as: 'reader', path: () => '/t/tea' },
  { name: 'tags', route: 'tags', as: 'guest', path: () => '/tags' },
  { name: 'search', route: 'search', as: 'reader', path: () => '/search' },
  { name: 'posts found', route: 'search', as: 'reader', path: () => '/search?q=tea' },
  { name: 'people found', route: 'search', as: 'reader', path: () => '/search?in=people&q=autor' },
  { name: 'nothing found', route: 'search', as: 'guest', path: () => '/search?q=zyzzyva' },
  { name: 'bookmarks', route: 'bookmarks', as: 'reader', path: () => '/bookmarks' },
  { name: 'no bookmarks', route: 'bookmarks', as: 'newcomer', path: () => '/bookmarks' },
  { name: 'inbox', route: 'inbox', as: 'reader', path: () => '/inbox' },
  { name: 'empty inbox', route: 'inbox', as: 'newcomer', path: () => '/inbox' },
  { name: 'statistics', route: 'statistics', as: 'guest', path: () => '/statistics' },
  {
    name: 'statistics of an administrator',
    route: 'statistics',
    as: 'admin',
    path: () => '/statistics?days=7&bucket=HOUR',
  },
  { name: 'table of a chart', route: 'statistics', as: 'guest', path: () => '/statistics', open: openTable },
  { name: 'calendar', route: 'statistics', as: 'guest', path: () => '/statistics', open: openCalendar },
  { name: 'settings', route: 'settings', as: 'reader', path: () => '/settings' },
  { name: 'settings of a guest', route: 'settings', as: 'guest', path: () => '/settings' },
  { name: 'blocked and muted', route: 'hidden', as: 'reader', path: () => '/settings/hidden' },
  { name: 'blocked and muted of a guest', route: 'hidden', as: 'guest', path: () => '/settings/hidden' },
  { name: 'removing a post', route: 'post', as: 'admin', path: post, open: openRemoval },
  { name: 'moderation log', route: 'moderation-log', as: 'admin', path: () => '/moderation/log' },
  { name: 'moderation log of a reader', route: 'moderation-log', as: 'reader', path: () => '/moderation/log' },
  { name: 'exports', route: 'exports', as: 'admin', path: () => '/admin/exports' },
  { name: 'exports of a reader', route: 'exports', as: 'reader', path: () => '/admin/exports' },
  { name: 'you', route: 'you', as: 'reader', path: () => '/you' },
  { name: 'you of a guest', route: 'you', as: 'guest', path: () => '/you' },
  { name: 'sign in', route: 'sign-in', as: 'guest', path: () => '/sign-in' },
  { name: 'wrong password', route: 'sign-in', as: 'guest', path: () => '/sign-in', open: openWrongPassword },
  { name: 'sign up', route: 'sign-up', as: 'guest', path: () => '/sign-up' },
  { name: 'forgot password', route: 'forgot-password', as: 'guest', path: () => '/forgot-password', open: askForReset },
  { name: 'new password', route: 'reset-password', as: 'guest', path: () => `/reset-password#${'a'.repeat(43)}` },
  { name: 'link that ended', route: 'reset-password', as: 'guest', path: () => '/reset-password' },
  { name: 'confirm email', route: 'confirm-email', as: 'guest', path: () => `/confirm-email#${'a'.repeat(43)}` },
  { name: 'about', route: 'about', as: 'guest', path: () => '/about' },
  { name: 'administration', route: 'administration', as: 'admin', path: () => '/admin' },
  { name: 'the place', route: 'site', as: 'admin', path: () => '/admin/site', open: addRule },
  { name: 'applications', route: 'applications', as: 'admin', path: () => '/admin/applications' },
  { name: 'audit log', route: 'audit', as: 'admin', path: () => '/admin/audit' },
  { name: 'first admin', route: 'first-admin', as: 'guest', path: () => `/first-admin#${'a'.repeat(43)}` },
  { name: 'not found', route: 'not-found', as: 'guest', path: () => '/no/such/page' },
]

function ownFollowing(world: World): string {
  return `${own(world)}/following`
}

async function openNames(page: Page, say: Say): Promise<void> {
  await openReply(page, say)
  await page.keyboard.type('Thanks, @')
  await page.getByRole('option').first().waitFor()
}

async function openReply(page: Page, say: Say): Promise<void> {
  await page
    .getByRole('button', { name: say('Reply to {name}', { name: 'author' }) })
    .first()
    .click()
  await page.getByRole('textbox', { name: say('Reply to {name}', { name: 'author' }) }).waitFor()
}

async function openRemoval(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('More about this post') }).click()
  await page.getByRole('menuitem', { name: say('Remove…') }).click()
  await page.getByLabel(say('Why? They are told.')).waitFor()
}

async function openMenu(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('More about this post') }).click()
  await page.getByRole('menuitem', { name: say('Edit') }).waitFor()
}

export async function openQuestion(page: Page, say: Say): Promise<void> {
  await openMenu(page, say)
  await page.getByRole('menuitem', { name: say('Delete') }).click()
  await page.getByRole('dialog').waitFor()
}

async function openPreview(page: Page, say: Say): Promise<void> {
  await page.getByRole('textbox', { name: say('Title') }).fill('A title')
  await page.getByRole('textbox', { name: say('The text, in Markdown') }).fill('Some **bold** text')
  const tab = page.getByRole('button', { name: say('Preview') })
  if (await tab.isVisible()) await tab.click()
  await page.locator('strong', { hasText: 'bold' }).waitFor()
}

async function openTable(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('Table of {0}', { 0: say('Views') }) }).click()
}

async function openCalendar(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('Other days') }).click()
  await page.getByRole('button', { name: say('Next month') }).waitFor()
}

async function openWrongPassword(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say('Handle or e-mail')).fill('nobody_here')
  await page.getByLabel(say('Password')).fill('not the password')
  await page.getByRole('button', { name: say('Sign in') }).click()
  await page.getByRole('alert').waitFor()
}

async function askForReset(page: Page, say: Say): Promise<void> {
  await page.getByLabel(say('Handle or e-mail')).fill('nobody_here')
  await page.getByRole('button', { name: say('Send the link') }).click()
  await page.getByRole('status').waitFor()
}

async function addRule(page: Page, say: Say): Promise<void> {
  await page.getByRole('button', { name: say('Add a rule') }).click()
  await page.getByRole('textbox', { name: say('Rule {0}', { 0: 1 }), exact: true }).waitFor()
}

/** Waits until the page shows what it came for. */
export async function settled(page: Page, say: Say): Promise<void> {
  await page.locator('h1').first().waitFor({ state: 'attached' })
  // Until it is known who reads, a page lacks what is theirs.
  await page.locator('[data-pending]').waitFor({ state: 'detached' })
  await page.getByText(say('Loading'), { exact: true }).first().waitFor({ state: 'detached' })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
}
