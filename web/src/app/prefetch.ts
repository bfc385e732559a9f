import { matchPath } from 'react-router'
import { isFeed, pageLoaders } from './page-loaders.ts'
import { routeTable } from './route-table.ts'

/** Loads the code of the page that a link leads to, before it is pressed. */
export function prefetchPath(pathname: string): void {
  const entry = routeTable.find(({ path }) => matchPath({ path, end: true }, pathname))
  if (!entry || isFeed(entry.name)) return
  pageLoaders[entry.name]().catch(() => undefined) // pressing the link asks again, and reports
}
