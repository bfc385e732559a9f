import type { Plugin } from 'vite'
import { type RouteEntry, routeTable } from '../src/app/route-table.ts'

/** The patterns of the app's routes, for the gateway: an address that matches none is answered with 404; with which of them it writes by itself. */
export function routeManifest(): Plugin {
  return {
    name: 'forum-route-manifest',
    apply: 'build',
    generateBundle() {
      const entries: readonly RouteEntry[] = routeTable
      const routes = entries
        .filter(({ path }) => path !== '*')
        .map(({ path, isWritten = false }) => ({ path, isWritten }))
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(routes) })
    },
  }
}
