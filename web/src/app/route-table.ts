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
const write = () => import('../features/write/WritePage.tsx').then(({ WritePage }) => ({ Page: WritePage }))

/** Every page of the app. The browser tests walk this same table, so a new page is covered by being here. */
export const routeTable: RouteEntry[] = [
  { name: 'latest', path: '/', access: 'anyone', load: feed },
  { name: 'active', path: '/active', access: 'anyone', load: feed },
  { name: 'following', path: '/following', access: 'anyone', load: feed },
  { name: 'post', path: '/p/:postId', access: 'anyone', load: post },
  { name: 'branch', path: '/p/:postId/c/:commentId', access: 'anyone', load: post },
  { name: 'write', path: '/write', access: 'signed-in', load: write },
  { name: 'edit', path: '/p/:postId/edit', access: 'signed-in', load: write },
  { name: 'you', path: '/you', access: 'anyone', load: () => import('../features/you/YouPage.tsx').then((module) => ({ Page: module.YouPage })) },
  { name: 'sign-in', path: '/sign-in', access: 'anyone', load: () => import('../features/sign-in/SignInPage.tsx').then((module) => ({ Page: module.SignInPage })) },
  { name: 'sign-up', path: '/sign-up', access: 'anyone', load: () => import('../features/sign-in/SignUpPage.tsx').then((module) => ({ Page: module.SignUpPage })) },
  { name: 'not-found', path: '*', access: 'anyone', load: () => import('../features/not-found/NotFoundPage.tsx').then((module) => ({ Page: module.NotFoundPage })) },
]
