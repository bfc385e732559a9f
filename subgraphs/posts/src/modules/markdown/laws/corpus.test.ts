import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { renderMarkdown } from '../render-markdown.ts'
import { dangers, excessBytes } from './laws.ts'

// Each file of corpus/ holds cases: `=== name`, the text, `---> html`, the page. Who changes a page raises the renderer's version.

const folder = join(import.meta.dirname, 'corpus')

const cases = readdirSync(folder).flatMap((file) =>
  readFileSync(join(folder, file), 'utf8')
    .split(/^=== /m)
    .slice(1)
    .map((one) => {
      const [, name = '', body = '', html = ''] = /^(.*)\n([^]*?)\n---> html\n([^]*?)\n$/.exec(one) ?? []
      return { name: `${file.replace('.txt', '')}: ${name}`, body: body.replaceAll('→', '\t'), html }
    }),
)

test('there are at least 200 cases, each with a name of its own', () => {
  expect(cases.length).toBeGreaterThanOrEqual(200)
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

test.each(cases)('$name', ({ body, html }) => {
  const rendered = renderMarkdown(body)
  expect(rendered.html).toBe(html)
  expect(dangers(rendered)).toEqual([])
  expect(excessBytes(body, rendered)).toBeLessThanOrEqual(0)
})
