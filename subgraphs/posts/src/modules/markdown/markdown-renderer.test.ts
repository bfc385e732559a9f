import { expect, test } from 'vitest'
import { testPosts } from '../../../tests/test-posts.ts'
import { MarkdownRenderer } from './markdown-renderer.ts'
import { renderMarkdown } from './render-markdown.ts'

const html = (body: string) => renderMarkdown(body).html
const link = (href: string, words: string) =>
  `<a href="${href}" rel="nofollow ugc noopener" referrerpolicy="no-referrer">${words}</a>`

test('links carry nothing and go only where a browser may', () => {
  expect(html('[a](https://x.y/z) www.x.y')).toBe(
    `<p>${link('https://x.y/z', 'a')} ${link('http://www.x.y', 'www.x.y')}</p>`,
  )
  expect(html('[a](/p/1)')).toBe(`<p>${link('/p/1', 'a')}</p>`)
  for (const bad of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '&#106;avascript:alert(1)',
  ])
    expect(html(`[a](${bad})`)).toBe('<p><a>a</a></p>')
})

test('images become links with their words, nothing is loaded', () => {
  expect(html('![A cat](https://x.y/cat.png)')).toBe(`<p>${link('https://x.y/cat.png', 'A cat')}</p>`)
  expect(html('![](https://x.y/cat.png)')).toBe(`<p>${link('https://x.y/cat.png', 'https://x.y/cat.png')}</p>`)
  expect(html('[![A cat](https://x.y/cat.png)](https://z.w)')).toBe(`<p>${link('https://z.w', 'A cat')}</p>`)
  expect(html('![x][r]\n\n[r]: javascript:alert(1)')).toBe('<p><a>x</a></p>')
})

test('HTML in Markdown is dropped, its text stays text', () => {
  expect(html('a <b onclick="x">b</b> <script>alert(1)</script>')).toBe('<p>a b alert(1)</p>')
  expect(html('<iframe src="https://x.y"></iframe>\n\nb')).toBe('\n<p>b</p>'.trimStart())
  expect(html('`<b>`')).toBe('<p><code>&#x3C;b></code></p>')
})

test('GFM: tables, task lists, strikethrough, footnotes', () => {
  expect(html('|a|b|\n|-|:-:|\n|1|~~2~~|')).toContain('<td align="center"><del>2</del></td>')
  expect(html('- [x] done')).toContain('<input type="checkbox" checked disabled>')
})

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

test('the excerpt is plain text on one line of at most 280 characters', () => {
  expect(renderMarkdown('# Title\n\nWith *words* & <i>more</i>[^1]\n\n- one\n- two\n\n[^1]: note').excerpt).toBe(
    'Title With words & more one two note',
  )
  const long = renderMarkdown('слово '.repeat(200)).excerpt
  expect([...long].length).toBeLessThanOrEqual(280)
  expect(long.endsWith('слово…')).toBe(true)
  expect([...renderMarkdown('🙂'.repeat(500)).excerpt]).toHaveLength(280)
})

const size = 50_000

test('blanks take no longer than letters', () => {
  const blanks = `a${' '.repeat(size)}b`
  const before = process.cpuUsage()
  expect(renderMarkdown(blanks).excerpt).toBe('a b')
  expect(process.cpuUsage(before).user).toBeLessThan(700_000)
})

const hostile: Record<string, string> = {
  quotes: '>'.repeat(size),
  'spaced quotes': '> '.repeat(size / 2),
  'numbered lists': '1. '.repeat(size / 3),
  brackets: '['.repeat(size),
  'links in links': '[a]('.repeat(size / 4),
  emphasis: '*a_'.repeat(size / 3),
  'strong emphasis': '**a*'.repeat(size / 4),
  strikes: '~a~~b'.repeat(size / 5),
  'a wide table': `${'|x'.repeat(400)}\n${'|-'.repeat(400)}\n${'|\n'.repeat(24_000)}`,
  'a long table': `|a|b|\n|-|-|\n${'|\n'.repeat(24_900)}`,
  'lazy lines': `> a\n${'b\n'.repeat(size / 2)}`,
  footnotes: Array.from({ length: 2_500 }, (_, index) => `[^${index}] [^${index}]: x`).join('\n\n'),
  'deep lists': Array.from({ length: 300 }, (_, index) => `${' '.repeat(index * 2)}- a`)
    .join('\n')
    .slice(0, size),
  backticks: Array.from({ length: 300 }, (_, index) => '`'.repeat(index))
    .join(' a ')
    .slice(0, size),
  entities: '&#'.repeat(size / 2),
}

// What is bounded is the processor's time; on a busy machine the clock runs far ahead of it, hence the patience.
test.each(Object.entries(hostile))(
  'hostile text is rendered or refused in bounded time: %s',
  { timeout: 180_000 },
  async (_name, body) => {
    const renderer = new MarkdownRenderer()
    const rendered = await renderer.render(body, 'ann')
    expect(rendered?.html.length ?? 0).toBeLessThan(1_000_000)
    await renderer.close()
  },
)

test('a text that takes too long ends its thread, and the next one is rendered by a new one', async () => {
  const renderer = new MarkdownRenderer({ mostCpuMs: 1 })
  const slow = Array.from({ length: 3_000 }, (_, index) => `[link ${index}](https://x.y) *words*`).join('\n')
  expect(await renderer.render(slow, 'ann')).toBeNull()
  await renderer.close()
  const patient = new MarkdownRenderer()
  const texts = await Promise.all(['a', 'b', 'c'].map((text) => patient.render(text, 'ann')))
  expect(texts.map((text) => text?.html)).toEqual(['<p>a</p>', '<p>b</p>', '<p>c</p>'])
  await patient.close()
})

test('whoever sends many does not keep others waiting', async () => {
  const renderer = new MarkdownRenderer()
  const order: string[] = []
  const send = async (sender: string, text: string) => {
    await renderer.render(text, sender)
    order.push(text)
  }
  await Promise.all([send('ann', 'a1'), send('ann', 'a2'), send('ann', 'a3'), send('bob', 'b1'), send('cid', 'c1')])
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'a3'])
  await renderer.close()
})

test('when too many wait, the next is told so at once', async () => {
  const renderer = new MarkdownRenderer({ mostWaiting: 2 })
  const waiting = [renderer.render('a', 'ann'), renderer.render('b', 'bob')]
  await expect(renderer.render('c', 'cid')).rejects.toMatchObject({ extensions: { code: 'OVERLOADED' } })
  expect((await Promise.all(waiting)).map((text) => text?.text)).toEqual(['a', 'b'])
  await renderer.close()
})

test('renderMarkdown gives the bytes that bodyHtml holds, and says what it cannot render', async () => {
  const { ask, person } = await testPosts()
  const ann = await person('ann')
  const body = '# Hi\n\n![a](https://x.y) <b>x</b>\n\n| a |\n|---|\n| 1 |\n'
  const { data } = await ask(
    ann,
    `mutation ($input: CreatePostInput!) { createPost(input: $input) { ... on CreatePostSuccess { post { bodyHtml } } } }`,
    { input: { title: 't', body } },
  )
  const preview = await ask(null, 'query ($body: String!) { renderMarkdown(body: $body) }', { body })
  expect(preview.data.renderMarkdown).toBe(data.createPost.post.bodyHtml)
  for (const bad of ['>'.repeat(100), 'x'.repeat(50_001)])
    expect((await ask(null, 'query ($body: String!) { renderMarkdown(body: $body) }', { body: bad })).codes).toEqual([
      'BAD_USER_INPUT',
    ])
  const refused = await ask(
    ann,
    `mutation ($input: CreatePostInput!) { createPost(input: $input) { ... on InvalidInput { fields { path code } } } }`,
    { input: { title: 't', body: '>'.repeat(100) } },
  )
  expect(refused.data.createPost.fields).toEqual([{ path: ['body'], code: 'TOO_COMPLEX' }])
})
