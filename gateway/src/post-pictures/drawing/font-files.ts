import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { Blob, Face, Font, Variation } from 'harfbuzzjs'
import decompress from 'woff2-encoder/decompress'

const { resolve } = createRequire(import.meta.url)

/** One file of a font: the characters of one script, at one weight. */
export type FontFile = { font: Font; unitsPerEm: number; covers: ReadonlySet<number> }

// Each name stands here whole, so that whoever looks for a package's users finds them.
const literata = [
  '@fontsource-variable/literata/files/literata-latin-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-cyrillic-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-latin-ext-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-cyrillic-ext-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-greek-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-greek-ext-wght-normal.woff2',
  '@fontsource-variable/literata/files/literata-vietnamese-wght-normal.woff2',
]
const golos = [
  '@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2',
  '@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2',
  '@fontsource-variable/golos-text/files/golos-text-latin-ext-wght-normal.woff2',
  '@fontsource-variable/golos-text/files/golos-text-cyrillic-ext-wght-normal.woff2',
]

/** The weight of titles and of the wordmark, as on the pages. */
export const openLiterata = (): Promise<FontFile[]> => open(literata, 650)
/** Golos has no Greek and no Vietnamese: a name in these is set in Literata. */
export const openGolos = async (weight: number): Promise<FontFile[]> => [
  ...(await open(golos, weight)),
  ...(await open(literata.slice(4), weight)),
]

const open = (names: readonly string[], weight: number): Promise<FontFile[]> =>
  Promise.all(
    names.map(async (name) => {
      const face = new Face(new Blob(await decompress(await readFile(resolve(name)))))
      const font = new Font(face)
      font.setVariations([new Variation('wght', weight)])
      return { font, unitsPerEm: face.upem, covers: new Set(face.collectUnicodes()) }
    }),
  )
