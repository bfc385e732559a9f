import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import type { Plugin } from 'rolldown'
import { bundled, bundleFolder, bundleName } from './programs.ts'

const place = /import\.meta\.(dirname|url)|__dirname|__filename/
const thread = /new URL\('(\.[^']+\.ts)', import\.meta\.url\)/g

/** A module that says where the bundles are: CommonJS has no import.meta. */
const here = 'forum:bundle-folder'

/** In a bundle each module still says the place of its source, where the files are that it reads; a thread that has a bundle is started from that. */
export function keepPlaces(repository: string): Plugin {
  const up = relative(bundleFolder, '.')
  return {
    name: 'keep-places',
    resolveId: (id) => (id === here ? id : null),
    load: (id) => (id === here ? 'export const folder = import.meta.dirname' : null),
    transform: {
      filter: { code: place },
      handler(code, id) {
        if (!isAbsolute(id)) return null // the bundler's own
        const source = relative(repository, id)
        const below = JSON.stringify(`/${join(up, dirname(source))}`)
        const url = `new URL(${JSON.stringify(join(up, source))}, import.meta.url).href`
        if (isCommonJs(id, code))
          return `const __dirname = require('${here}').folder + ${below}, __filename = __dirname + ${JSON.stringify(`/${basename(source)}`)}; ${code}`
        // One after the other over the same text: what stands for a thread, then for a folder, then the rest, which only the last look replaces.
        return code
          .split(thread)
          .map((part, index) =>
            index % 2 === 1
              ? threadUrl(join(dirname(source), part), up)
              : part
                  .replaceAll('import.meta.dirname', `(import.meta.dirname + ${below})`)
                  .replaceAll(/import\.meta\.url/g, `(${url})`),
          )
          .join('')
      },
    },
  }
}

function threadUrl(source: string, up: string): string {
  const isBundled = bundled.some((path) => path === source)
  return `new URL(${JSON.stringify(isBundled ? `${bundleName(source)}.mjs` : join(up, source))}, import.meta.url)`
}

const isCommonJs = (id: string, code: string): boolean => /\.c?js$/.test(id) && !/^\s*(import|export)\b/m.test(code)
