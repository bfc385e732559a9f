import { createBrowserRouter, type RouteObject } from 'react-router'
import { FeedPage } from '../features/feed/FeedPage.tsx'
import { Frame } from './frame/Frame.tsx'
import { PageFault } from './PageFault.tsx'
import { type RouteEntry, routeTable } from './route-table.ts'
import { SignedInOnly } from './SignedInOnly.tsx'

function toRoute({ name, path, access, load }: RouteEntry): RouteObject {
  // The feed is the first page of most visits, so it comes with the app; every other page is its own chunk.
  if (['latest', 'active', 'following'].includes(name))
    return { id: name, path, Component: FeedPage, ErrorBoundary: PageFault }
  const lazy = async () => {
    const { Page } = await load()
    if (access === 'anyone') return { Component: Page }
    return { element: <SignedInOnly role={access === 'admin' ? 'ADMIN' : null} page={<Page />} /> }
  }
  return { id: name, path, lazy, ErrorBoundary: PageFault }
}

export const router = createBrowserRouter([
  { element: <Frame />, ErrorBoundary: PageFault, HydrateFallback: () => null, children: routeTable.map(toRoute) },
])
