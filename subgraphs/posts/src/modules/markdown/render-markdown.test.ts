import { expect, test } from 'vitest'
import { renderAsWritten, renderMarkdown } from './render-markdown.ts'
import { maxCpuMs } from './text-service.ts'
import { TooComplex } from './too-complex.ts'

const html = (body: string) => renderMarkdown(body).html
const link = (href: string, words: string) =>
  `<a href="${href}" rel="nofollow ugc noopener" referrerpolicy="no-referrer">${words}</a>`

const refusalOf = (body: string): string | null => {
  try {
    renderMarkdown(body)
    return null
  } catch (error) {
    if (error instanceof TooComplex) return error.refusal.message
    throw error
  }
}

test('footnotes of two texts of a page lead each to its own, and speak the language of their text', () => {
  const idsOf = (text: string) => [...html(text).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  const linksOf = (text: string) => [...html(text).matchAll(/href="#([^"]+)"|describedby="([^"]+)"/g)]
  const [one, other] = ['a[^1]\n\n[^1]: b', 'Чай[^1]\n\n[^1]: вода']
  for (const text of [one, other]) {
    expect(idsOf(text)).toHaveLength(3)
    for (const [, href, label] of linksOf(text)) expect(idsOf(text)).toContain(href ?? label)
    for (const id of idsOf(text)) expect(id).toMatch(/^user-content-[0-9a-f]{8}-/)
  }
  expect(new Set([...idsOf(one), ...idsOf(other)]).size).toBe(6)
  expect(html(one)).toContain('>Footnotes</h2>')
  expect(html(other)).toContain('>Сноски</h2>')
})

test('a footnote has one way back, however often it is referred to', () => {
  const page = html(`${'a[^1] '.repeat(50)}\n\n[^1]: b`)
  expect(page.match(/data-footnote-backref=/g)).toHaveLength(1)
  expect(page.match(/data-footnote-ref /g)).toHaveLength(50)
})

test('the excerpt is plain text on one line of at most 280 characters', () => {
  expect(renderMarkdown('# Title\n\nWith *words* & <i>more</i>[^1]\n\n- one\n- two\n\n[^1]: note').excerpt).toBe(
    'Title With words & <i>more</i> one two note',
  )
  const long = renderMarkdown('слово '.repeat(200)).excerpt
  expect([...long].length).toBeLessThanOrEqual(280)
  expect(long.endsWith('слово…')).toBe(true)
  expect([...renderMarkdown('🙂'.repeat(500)).excerpt]).toHaveLength(280)
})

test('what would make too long a page loses its tones, then its bare links, and is refused by name and line', () => {
  const code = `\`\`\`js\n${'0 0 0 0\n'.repeat(1_000)}\`\`\`\n`
  expect(html(code.repeat(2))).not.toContain('tok-')
  expect(html('```js\nif (a) 0\n```')).toContain('<span class="tok-keyword">if</span>')
  expect(html('www.a '.repeat(4_000))).not.toContain('<a')
  expect(html('www.a.b '.repeat(20))).toContain(link('http://www.a.b', 'www.a.b'))
  expect(refusalOf(`x\n\n${'[a](b)'.repeat(8_000)}`)).toMatch(/^Line 3, links: .* more than 12 times/)
  expect(refusalOf(`x\n\n${'[^1]'.repeat(2_500)}\n\n[^1]: b`)).toMatch(/^Line 3, footnotes: /)
  expect(refusalOf(`|${'a|'.repeat(60)}\n|${'-|'.repeat(60)}\n${'|\n'.repeat(1_000)}`)).toMatch(/^Line 1, table: /)
})

test('what nests too deeply is refused by its line, and what only looks like it is not', () => {
  expect(refusalOf(`a\n\n${'>'.repeat(100)} b`)).toMatch(/^Line 3, lists and quotations: /)
  expect(refusalOf('- '.repeat(60))).toBeNull() // a rule
  expect(refusalOf(`${'- '.repeat(30)}a`)).toMatch(/^Line 1, lists/)
  const fine = [
    '- '.repeat(23),
    `\`\`\`\n${'> '.repeat(21)}a\n\`\`\``,
    `\`\`\`\n- start\n${'line\n'.repeat(1_001)}\`\`\``,
    `\`\`\`\n${'long_snake_case_name '.repeat(2_000)}\n\`\`\``,
    `    ${'> '.repeat(50)}`,
    `|a|b|\n|:-|-:|\n${'|1|2|\n'.repeat(1_000)}`,
    '- *a*\n'.repeat(1_000),
    `${'>'.repeat(15)} a`,
    `> a\n${'lazy\n'.repeat(1_500)}`,
  ]
  expect(fine.map(refusalOf)).toEqual(fine.map(() => null))
})

test('a text of other rules is shown as it was written', () => {
  expect(renderAsWritten('<b>\r\n**a** & b')).toEqual({
    html: '<p>&#x3C;b><br>\n**a** &#x26; b</p>',
    text: '<b>\n**a** & b',
    excerpt: '<b> **a** & b',
    mentioned: [],
  })
})

const size = 50_000

const hostile: Record<string, string> = {
  quotes: '>'.repeat(size),
  'spaced quotes': '> '.repeat(size / 2),
  'numbered lists': '1. '.repeat(size / 3),
  brackets: '['.repeat(size),
  'closing brackets': ']'.repeat(size),
  'pairs of brackets': '[]'.repeat(size / 2),
  'brackets in brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
  'links in links': '[a]('.repeat(size / 4),
  'pictures in pictures': '!['.repeat(size / 6) + 'a' + '](b)'.repeat(size / 6),
  'open pictures and footnotes': '![[^1]\t'.repeat(size / 7),
  emphasis: '*a_'.repeat(size / 3),
  'strong emphasis': '**a*'.repeat(size / 4),
  'emphasis in emphasis': '*a '.repeat(size / 6) + 'a* '.repeat(size / 6),
  strikes: '~a~~b'.repeat(size / 5),
  'a wide table': `${'|x'.repeat(400)}\n${'|-'.repeat(400)}\n${'|\n'.repeat(24_000)}`,
  'a long table': `|a|b|\n|-|-|\n${'|\n'.repeat(24_900)}`,
  'almost a table': '|a\n-|'.repeat(size / 5),
  'lazy lines': `> a\n${'b\n'.repeat(size / 2)}`,
  headings: 'a\n=\n'.repeat(size / 4),
  rules: '-\n\n***\n'.repeat(size / 7),
  paragraphs: 'a\n\n'.repeat(size / 3),
  footnotes: Array.from({ length: 2_500 }, (_, index) => `[^${index}] [^${index}]: x`).join('\n\n'),
  definitions: Array.from({ length: 5_000 }, (_, index) => `[${index}]: x`).join('\n'),
  'deep lists': Array.from({ length: 300 }, (_, index) => `${' '.repeat(index * 2)}- a`)
    .join('\n')
    .slice(0, size),
  backticks: Array.from({ length: 300 }, (_, index) => '`'.repeat(index))
    .join(' a ')
    .slice(0, size),
  entities: '&#'.repeat(size / 2),
  escapes: '\\'.repeat(size),
  comments: '<!--a'.repeat(size / 5),
  'processing instructions': '<?a'.repeat(size / 3),
  attributes: '<a b="'.repeat(size / 6),
  'addresses in addresses': 'https://a|-['.repeat(size / 12),
  'a long address': `https://a/${'(a'.repeat(size / 2)}`,
  mailboxes: 'a@b.c '.repeat(size / 6),
  'almost mailboxes': 'a.'.repeat(size / 2),
  snakes: 'a_'.repeat(size / 2),
  blanks: `a${' '.repeat(size)}b`,
  'blank lines': '\n'.repeat(size),
  code: `\`\`\`c\n${'a_ '.repeat(size / 3)}\n\`\`\``,
  'lines of code': `\`\`\`c\n${'a '.repeat(140)}\n`.repeat(170),
}

test.each(Object.entries(hostile))(
  'hostile text is rendered, or refused by name and line, in bounded time: %s',
  (_name, text) => {
    for (const [body, most] of [
      [text, maxCpuMs.post],
      [text.slice(0, size / 5), maxCpuMs.comment],
    ] as const) {
      const before = process.threadCpuUsage()
      refusalOf(body)
      const { user, system } = process.threadCpuUsage(before)
      expect((user + system) / 1_000).toBeLessThan(most)
    }
  },
)
