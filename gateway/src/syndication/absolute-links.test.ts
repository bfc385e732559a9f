import { expect, test } from 'vitest'
import { withAbsoluteLinks } from './absolute-links.ts'

const base = 'https://forum.example/p/1'

test.each([
  ['#fn-1', 'https://forum.example/p/1#fn-1'],
  ['/t/a?b=1&#x26;c=2', 'https://forum.example/t/a?b=1&#x26;c=2'],
  ['2', 'https://forum.example/p/2'],
  ['../u/ann', 'https://forum.example/u/ann'],
  ['//elsewhere.example/', 'https://elsewhere.example/'],
  ['https://elsewhere.example/a', 'https://elsewhere.example/a'],
  ['mailto:ann@forum.example', 'mailto:ann@forum.example'],
  ['//[', '//['],
])('a link to %s leads to %s', (address, expected) => {
  const html = `<p><a href="${address}" rel="nofollow">a</a> &#x3C;a href="#b"></p>`
  expect(withAbsoluteLinks(html, base)).toBe(`<p><a href="${expected}" rel="nofollow">a</a> &#x3C;a href="#b"></p>`)
})
