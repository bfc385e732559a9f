import { matchRoutes, type RouteObject } from 'react-router'
import { FeedPage } from '../features/feed/FeedPage.tsx'
import type { Role } from '../generated/schema.ts'
import { Lines } from '../ui/Lines.tsx'
import { fetchPage } from './fetch-page.ts'
import { Frame } from './frame/Frame.tsx'
import { PageFault } from './PageFault.tsx'
import { isFeed } from './page-files.ts'
import { routeTable } from './route-table.ts'
import { SignedInOnly } from './SignedInOnly.tsx'

const rolesOf: Record<'signed-in' | 'moderator' | 'admin', readonly Role[]> = {
  'signed-in': ['USER', 'MODERATOR', 'ADMIN'],
  moderator: ['MODERATOR', 'ADMIN'],
  admin: ['ADMIN'],
}

function toRoute({ name, path, access }: (typeof routeTable)[number]): RouteObject {
  if (isFeed(name)) return { id: name, path, Component: FeedPage, ErrorBoundary: PageFault }
  const lazy = async () => {
    const Page = await fetchPage(name)
    if (access === 'anyone') return { Component: Page }
    return { element: <SignedInOnly roles={rolesOf[access]} page={<Page />} /> }
  }
  return { id: name, path, lazy, ErrorBoundary: PageFault, HydrateFallback: Lines }
}

/** All routes anew: a router keeps what it fetched in them. */
export const createRoutes = (): RouteObject[] => [
  { element: <Frame />, ErrorBoundary: PageFault, children: routeTable.map(toRoute) },
]

/** Fetches the code of the page at an address into its route, so that a router over these routes begins with it. */
export async function fetchRoute(routes: RouteObject[], address: string): Promise<void> {
  for (const { route } of matchRoutes(routes, address) ?? []) {
    if (typeof route.lazy !== 'function') continue
    Object.assign(route, await route.lazy())
    delete route.lazy
  }
}
