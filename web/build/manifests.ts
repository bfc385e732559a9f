import { globSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { type RouteEntry, routeTable } from '../src/app/route-table.ts'

/**
 * Two lists for the gateway: the names of the operations that the app sends (their requests are counted under their own names), and the patterns of
 * its routes (an address that matches none is answered with 404), with which of them it writes by itself.
 */
export function manifests(): Plugin {
  return {
    name: 'forum-manifests',
    apply: 'build',
    generateBundle() {
      const entries: readonly RouteEntry[] = routeTable
      const routes = entries
        .filter(({ path }) => path !== '*')
        .map(({ path, isWritten = false }) => ({ path, isWritten }))
      this.emitFile({ type: 'asset', fileName: 'operations.json', source: JSON.stringify(operationNames()) })
      this.emitFile({ type: 'asset', fileName: 'routes.json', source: JSON.stringify(routes) })
    },
  }
}

function operationNames(): string[] {
  const names = globSync('src/**/*.graphql').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:query|mutation) (\w+)/gm)].map(([, name = '']) => name),
  )
  return [...names, 'RefreshSession'].sort()
}
