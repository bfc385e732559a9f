import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RenderedPage } from './rendered-page.ts'
import { etagOf, writeHtml, writeShell } from './write-html.ts'

const siteName = 'Social Forum'
const template = `<!doctype html>
<html lang="en">
  <head>
    <!--forum:title--><title>Social Forum</title><!--/forum:title-->
    <!--forum:head-->
  </head>
  <body>
    <div id="root"><!--forum:body--></div>
    <!--forum:noscript--><noscript>No.</noscript><!--/forum:noscript-->
  </body>
</html>`

const page = (more: Partial<RenderedPage['head']> = {}, written: RenderedPage['written'] = {}): RenderedPage => ({
  body: '<main>Words</main>',
  head: {
    title: 'Words',
    description: 'Some words',
    type: 'article',
    path: null,
    isAbsent: false,
    pictured: null,
    jsonLd: null,
    ...more,
  },
  written,
  assets: { scripts: [], styles: [], fonts: [] },
  isPartial: false,
})
const write = (given: RenderedPage) =>
  writeHtml(template, given, {
    language: 'en',
    path: '/p/1',
    publicUrl: 'https://forum.example',
    siteName,
  })

const blocks = (html: string) =>
  [...html.matchAll(/<script type="application\/(?:ld\+)?json"[^>]*>(.*?)<\/script>/gs)].map(([, text = '']) => text)

test('whatever people write, blocks are read back as they were and no markup comes of it', () => {
  // Signs that end a block or an attribute, or that a replacement would take for its own, and any other.
  const text = fc.array(
    fc.oneof(
      fc.constantFrom('</script>', '<!--', '-->', '<script>', '"', "'", '&', '$&', '$1', '<!--forum:body-->'),
      fc.string(),
    ),
  )
  fc.assert(
    fc.property(text, (pieces) => {
      const said = pieces.join('')
      const html = write(page({ title: said, description: said, jsonLd: { text: said } }, { data: { said } }))
      const [jsonLd = '', written = ''] = blocks(html)
      expect(JSON.parse(jsonLd)).toEqual({ text: said })
      expect(JSON.parse(written)).toEqual({ data: { said } })
      expect(html.match(/<script/g)).toHaveLength(2)
      expect(html.match(/<main>Words<\/main>/g)).toHaveLength(1)
    }),
  )
})

test('the tag of a page is that of its words, whenever they were written', () => {
  const at = (writtenAt: number, said: string) => etagOf(write(page({}, { writtenAt, said })))
  expect(at(1, 'a')).toBe(at(2, 'a'))
  expect(at(1, 'a')).not.toBe(at(1, 'b'))
})

test('the empty page leads who runs no scripts to where the words are waited for', () => {
  expect(writeShell(template, '/?after=a&scripts=off', siteName)).toContain(
    'content="0; url=/?after=a&amp;scripts=off"',
  )
  const shell = writeShell(template, null, '<The> "Tea" Room')
  expect(shell).toContain('<title>&lt;The&gt; &quot;Tea&quot; Room</title>')
  expect(shell).toContain('<meta name="application-name" content="&lt;The&gt; &quot;Tea&quot; Room">')
})
