import { gzipSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Gzipped kilobytes. The first page is the frame with a feed in one language; a route and an overlay are what they add to it. */
const limits = { firstPage: 200, route: 40, overlay: 60, styles: 20 }

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

/** Fails the build when a page needs more than the design allows, and says which files weigh what. */
export function budget(): Plugin {
  return {
    name: 'forum-budget',
    apply: 'build',
    generateBundle(_options, bundle) {
      const tooMuch = measure(bundle).filter(({ size, limit }) => size > limit)
      if (tooMuch.length === 0) return
      const lines = tooMuch.map(
        ({ what, size, limit, files }) => `${what}: ${size.toFixed(1)} KB of at most ${limit} (${files.join(', ')})`,
      )
      this.error(`The size budget of the web app is exceeded.\n${lines.join('\n')}`)
    },
  }
}

type Weight = { what: string; size: number; limit: number; files: string[] }

function measure(bundle: Bundle): Weight[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  if (!entry) throw new Error('the bundle has no entry')
  const catalogs = chunks.filter(({ facadeModuleId }) => facadeModuleId?.endsWith('.po'))
  const first = closure(bundle, entry)
  const language = Math.max(0, ...catalogs.map((chunk) => sizeOf(bundle, [chunk.fileName])))
  const weights: Weight[] = [
    {
      what: 'first page, scripts',
      size: sizeOf(bundle, names(first)) + language,
      limit: limits.firstPage,
      files: names(first),
    },
    { what: 'first page, styles', size: sizeOf(bundle, stylesOf(first)), limit: limits.styles, files: stylesOf(first) },
  ]
  for (const chunk of chunks) {
    if (!chunk.isDynamicEntry || catalogs.includes(chunk)) continue
    const added = closure(bundle, chunk).filter((each) => !first.includes(each))
    const isPage = chunk.facadeModuleId?.endsWith('Page.tsx')
    weights.push({
      what: `${chunk.name}, scripts`,
      size: sizeOf(bundle, names(added)),
      limit: isPage ? limits.route : limits.overlay,
      files: names(added),
    })
    weights.push({
      what: `${chunk.name}, styles`,
      size: sizeOf(bundle, stylesOf(added)),
      limit: limits.styles,
      files: stylesOf(added),
    })
  }
  return weights
}

/** A chunk with everything that it imports at once. */
function closure(bundle: Bundle, chunk: Chunk, seen: Chunk[] = []): Chunk[] {
  if (seen.includes(chunk)) return seen
  seen.push(chunk)
  for (const name of chunk.imports) {
    const imported = bundle[name]
    if (imported?.type === 'chunk') closure(bundle, imported, seen)
  }
  return seen
}

const names = (chunks: Chunk[]): string[] => chunks.map(({ fileName }) => fileName)
const stylesOf = (chunks: Chunk[]): string[] => [
  ...new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])])),
]

function sizeOf(bundle: Bundle, files: string[]): number {
  return files.reduce((sum, file) => {
    const output = bundle[file]
    return sum + (output ? gzipSync(output.type === 'chunk' ? output.code : output.source).length / 1000 : 0)
  }, 0)
}
