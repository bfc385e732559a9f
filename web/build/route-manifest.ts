import type { Plugin } from 'vite'
import { routeTable } from '../src/app/route-table.ts'

/** The patterns of the app's routes, for the gateway: an address that matches none is answered with 404. */
export function routeManifest(): Plugin {
  return {
    name: 'forum-route-manifest',
    apply: 'build',
    generateBundle() {
      const routes = routeTable.map(({ path }) => path).filter((path) => path !== '*')
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(routes) })
    },
  }
}
