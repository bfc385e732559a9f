import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { budget } from './budget.ts'

/** Text that stays about so many kilobytes when it is compressed. */
const weighing = (kilobytes: number) => randomBytes(kilobytes * 1000).toString('hex')

type Sizes = { entry?: number; page?: number; overlay?: number; styles?: number; language?: number }

/** A bundle as Vite hands it over: an entry with its styles, a page and an overlay that are fetched later, a language. */
function complaintAbout({ entry = 1, page = 1, overlay = 1, styles = 1, language = 1 }: Sizes): string {
  const chunk = (fileName: string, kilobytes: number, more: object) => ({
    type: 'chunk',
    fileName,
    name: fileName,
    code: weighing(kilobytes),
    imports: [],
    facadeModuleId: fileName,
    ...more,
  })
  const lazy = { isEntry: false, isDynamicEntry: true }
  const bundle = {
    entry: chunk('entry', entry, { isEntry: true, viteMetadata: { importedCss: new Set(['styles']) } }),
    'PostPage.tsx': chunk('PostPage.tsx', page, lazy),
    'MenuOverlay.tsx': chunk('MenuOverlay.tsx', overlay, lazy),
    'messages.po': chunk('messages.po', language, lazy),
    styles: { type: 'asset', source: weighing(styles) },
  }
  let complaint = ''
  const plugin = budget() as unknown as { generateBundle: (options: object, bundle: object) => void } // as Vite calls it
  plugin.generateBundle.call({ ...plugin, error: (text: string) => (complaint = text) }, {}, bundle)
  return complaint
}

test('an app within its budget is built', () => {
  expect(complaintAbout({ entry: 150, page: 30, overlay: 50, styles: 15, language: 10 })).toBe('')
})

test.each([
  ['the first page', { entry: 201 }, 'first page, scripts'],
  ['the first page with its language', { entry: 150, language: 60 }, 'first page, scripts'],
  ['a route', { page: 41 }, 'PostPage.tsx, scripts'],
  ['an overlay', { overlay: 61 }, 'MenuOverlay.tsx, scripts'],
  ['the styles', { styles: 21 }, 'first page, styles'],
])('%s beyond its budget fails the build', (_what, sizes, named) => {
  expect(complaintAbout(sizes)).toContain(named)
})
