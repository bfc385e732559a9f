/** What `npm start` runs, as one file each, and the threads of it: a start reads some files instead of a thousand a process. */
export const bundled = [
  'packages/launcher/src/commands/start.ts',
  'subgraphs/auth/src/main.ts',
  'subgraphs/auth/src/commands/migrate.ts',
  'subgraphs/posts/src/main.ts',
  'subgraphs/posts/src/commands/migrate.ts',
  'subgraphs/posts/src/modules/markdown/render-worker.ts',
  'subgraphs/stats/src/main.ts',
  'subgraphs/stats/src/commands/migrate.ts',
  'gateway/src/main.ts',
  'gateway/src/planning/plan-thread.ts',
  'gateway/src/written-pages/page-thread.ts',
] as const

/** Below the repository. All bundles lie beside each other in it: each knows from there where its sources are. */
export const bundleFolder = 'packages/launcher/dist'

/** `gateway/src/main.ts` is `gateway-src-main`. */
export const bundleName = (source: string): string => source.replace(/\.ts$/, '').replaceAll('/', '-')

/** What Node runs for a source of the repository: itself, or its bundle where bundles are run and it has one. */
export function programOf(source: string, runsBundles: boolean): string {
  return runsBundles && bundled.some((path) => path === source) ? `${bundleFolder}/${bundleName(source)}.mjs` : source
}
