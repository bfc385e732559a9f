import { common, createLowlight } from 'lowlight'
import { escapeText } from './escape-html.ts'

// Code in six quiet tones. The page's style sheet gives them their colours:
//   tok-keyword  tok-string  tok-comment  tok-number  tok-name (what is defined or built in)  tok-meta (directives, tags, marks)

const tones: Record<string, string> = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'string',
  addition: 'string',
  link: 'string',
  comment: 'comment',
  quote: 'comment',
  deletion: 'comment',
  number: 'number',
  symbol: 'number',
  bullet: 'number',
  title: 'name',
  name: 'name',
  type: 'name',
  built_in: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  section: 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  meta: 'meta',
  doctag: 'meta',
  tag: 'meta',
  'selector-pseudo': 'meta',
  'selector-attr': 'meta',
}

const languages = createLowlight(common)

// Grammars are patterns, some of them quadratic in the length of a line.
const longestBlock = 10_000
const longestLine = 300

/** Code as HTML with its tones; null: the language is unknown, or the code too long to look at. */
export function highlight(code: string, language: string): string | null {
  const name = language.toLowerCase()
  if (code.length > longestBlock || !languages.registered(name)) return null
  if (code.split('\n').some((line) => line.length > longestLine)) return null
  return write(languages.highlight(name, code).children, '')
}

type Node = ReturnType<typeof languages.highlight>['children'][number]

/** What inherits its tone is not marked anew. */
function write(nodes: readonly Node[], around: string): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return escapeText(node.value)
      if (node.type !== 'element') return ''
      const tone = toneOf(node.properties.className) ?? around
      const inside = write(node.children, tone)
      return tone === around || inside === '' ? inside : `<span class="tok-${tone}">${inside}</span>`
    })
    .join('')
}

function toneOf(classes: unknown): string | undefined {
  if (!Array.isArray(classes)) return undefined
  return classes.map((name) => tones[String(name).replace(/^hljs-/, '')]).find((tone) => tone !== undefined)
}
