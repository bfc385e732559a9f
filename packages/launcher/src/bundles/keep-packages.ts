import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import type { Plugin } from 'rolldown'
import { bundleFolder } from './programs.ts'

/** Native code, what starts threads of its own folder or writes from them, and what is loaded only where spans are sent. */
const kept =
  /^(chdb|@node-rs\/argon2|piscina|pino|pino-pretty|thread-stream|@prisma\/client(\/.*)?|@opentelemetry\/sdk-node)$/

/** What is not bundled: Node finds it among the installed packages, from a bundle as from the source. */
export function keepPackages(repository: string): Plugin {
  return {
    name: 'keep-packages',
    resolveId: {
      filter: { id: kept },
      handler(id, importer) {
        if (existsSync(join(repository, 'node_modules', packageOf(id)))) return { id, external: true }
        // Only its own workspace has it.
        return importer
          ? { id: relative(join(repository, bundleFolder), createRequire(importer).resolve(id)), external: true }
          : null
      },
    },
  }
}

/** `@prisma/client/runtime/client` is of `@prisma/client`. */
const packageOf = (id: string): string =>
  id
    .split('/')
    .slice(0, id.startsWith('@') ? 2 : 1)
    .join('/')
