import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readXml } from '../../tests/read-xml.ts'
import { element, xmlDocument } from './write-xml.ts'

/** Any text of JavaScript: controls, halves of pairs and what no XML may hold among them. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    ']]>',
    '<![CDATA[',
    '-->',
    '&amp;',
    '\u0000',
    '\ud800',
    '\udc00\ud800',
    '\ufffe',
    '\r\n\t ',
    '\u0085\u2028',
  ),
)

const kept = (text: string) => [...text.toWellFormed()].filter((character) => isChar(character)).join('')
/** 2.2 of XML 1.0, said once more in numbers. toWellFormed makes U+FFFD of halves, which the writer leaves out. */
const isChar = (character: string) => {
  const code = character.codePointAt(0) ?? 0
  if (code === 9 || code === 10 || code === 13) return true
  return code >= 0x20 && code !== 0xfffe && code !== 0xffff
}

test('any text comes back as it was, without what XML cannot hold', () => {
  fc.assert(
    fc.property(anyText, anyText, (text, attribute) => {
      const root = readXml(xmlDocument(element('a', { b: attribute }, element('c', {}, text), text)))
      const lone = (given: string) => given.replace(/\p{Surrogate}/gu, '')
      expect(root.attributes).toEqual({ b: kept(lone(attribute)) })
      expect(root.children[0]?.text).toBe(kept(lone(text)))
      expect(root.text).toBe(kept(lone(text)))
    }),
    { numRuns: 500 },
  )
})

test('what is null is left out', () => {
  expect(element('a', { b: null, c: '' }, null, element('d')).xml).toBe('<a c=""><d/></a>')
})
