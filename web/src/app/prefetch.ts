import { matchPath } from 'react-router'
import { fetchPage } from './fetch-page.ts'
import { isFeed } from './page-files.ts'
import { routeTable } from './route-table.ts'

/** Loads the code of the page that a link leads to, before it is pressed; what the reader does meanwhile goes first. */
export function prefetchPath(pathname: string): void {
  whenIdle(() => {
    const entry = routeTable.find(({ path }) => matchPath({ path, end: true }, pathname))
    if (!entry || isFeed(entry.name)) return
    fetchPage(entry.name).catch(() => undefined) // pressing the link asks again, and reports
  })
}

// Safari has no requestIdleCallback.
const whenIdle = (work: () => void): unknown =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(work, { timeout: 500 }) : setTimeout(work, 50)
