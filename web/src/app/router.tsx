import { createBrowserRouter, type RouteObject } from 'react-router'
import '../browser/first-entry.ts' // names the entry before the router reads the history
import { FeedPage } from '../features/feed/FeedPage.tsx'
import { Lines } from '../ui/Lines.tsx'
import { Frame } from './frame/Frame.tsx'
import { PageFault } from './PageFault.tsx'
import { isFeed, pageLoaders } from './page-loaders.ts'
import { routeTable } from './route-table.ts'
import { SignedInOnly } from './SignedInOnly.tsx'

function toRoute({ name, path, access }: (typeof routeTable)[number]): RouteObject {
  if (isFeed(name)) return { id: name, path, Component: FeedPage, ErrorBoundary: PageFault }
  const lazy = async () => {
    const { Page } = await pageLoaders[name]()
    if (access === 'anyone') return { Component: Page }
    return { element: <SignedInOnly role={access === 'admin' ? 'ADMIN' : null} page={<Page />} /> }
  }
  return { id: name, path, lazy, ErrorBoundary: PageFault, HydrateFallback: Lines }
}

export const router = createBrowserRouter([
  { element: <Frame />, ErrorBoundary: PageFault, children: routeTable.map(toRoute) },
])
