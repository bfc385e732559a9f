import { matchPath } from 'react-router'
import { fetchPage } from './fetch-page.ts'
import { isFeed } from './page-files.ts'
import { routeTable } from './route-table.ts'

/** Loads the code of the page that a link leads to, before it is pressed. */
export function prefetchPath(pathname: string): void {
  const entry = routeTable.find(({ path }) => matchPath({ path, end: true }, pathname))
  if (!entry || isFeed(entry.name)) return
  fetchPage(entry.name).catch(() => undefined) // pressing the link asks again, and reports
}
