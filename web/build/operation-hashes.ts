import type { Plugin } from 'vite'
import { refreshOperation, type SentOperation, sentOperations } from './sent-operations.ts'

/**
 * Writes each operation's hash into its generated document, so that it comes with the page that sends it, and all of them with their texts into
 * `operations.json` for the gateway, in the format of Apollo's own manifests.
 */
export function operationHashes(): Plugin {
  let modules: ReadonlyMap<string, readonly SentOperation[]> = new Map()
  return {
    name: 'forum-operation-hashes',
    apply: 'build',
    enforce: 'pre',
    async buildStart() {
      modules = await sentOperations()
    },
    transform(code, id) {
      const operations = modules.get(id)
      return operations?.length ? { code: withHashes(code, operations), map: null } : undefined
    },
    generateBundle() {
      const operations = [...[...modules.values()].flat(), refreshOperation].sort((a, b) => (a.name < b.name ? -1 : 1))
      const manifest = { format: 'apollo-persisted-query-manifest', version: 1, operations }
      this.emitFile({ type: 'asset', fileName: 'operations.json', source: JSON.stringify(manifest) })
    },
  }
}

/** @throws Error for a module that is not written as codegen wrote it when this was made */
export function withHashes(code: string, operations: readonly SentOperation[]): string {
  return operations.reduce((written, { name, id }) => {
    const start = `export const ${name}Document = {"kind":"Document",`
    if (written.split(start).length !== 2)
      throw new Error(
        `The generated document of ${name} does not begin with \`${start}\`. Codegen writes it otherwise now: teach build/operation-hashes.ts how.`,
      )
    return written.replace(start, `${start}"hash":"${id}",`)
  }, code)
}
