import { expect, test } from 'vitest'
import { type Format, format } from './formatting.ts'

/** `[` and `]` stand for the selection, `|` for a caret. */
function press(kind: Format, marked: string): string {
  const start = marked.search(/[[|]/)
  const bare = marked.replace(/[[\]|]/g, '')
  const end = marked.includes(']') ? marked.indexOf(']') - 1 : start
  const edit = format(kind, { text: bare, start, end })
  const text = bare.slice(0, edit.from) + edit.insert + bare.slice(edit.to)
  if (edit.selectStart === edit.selectEnd) return `${text.slice(0, edit.selectStart)}|${text.slice(edit.selectStart)}`
  return `${text.slice(0, edit.selectStart)}⟦${text.slice(edit.selectStart, edit.selectEnd)}⟧${text.slice(edit.selectEnd)}`
}

test('bold wraps the chosen words and unwraps them again', () => {
  expect(press('bold', 'a [few] words')).toBe('a **⟦few⟧** words')
  expect(press('bold', 'a **[few]** words')).toBe('a ⟦few⟧ words')
  expect(press('bold', 'a [**few**] words')).toBe('a ⟦few⟧ words')
})

test('without a selection the caret stands between the marks', () => {
  expect(press('italic', 'so |')).toBe('so _|_')
})

test('code is inline on one line and fenced over several', () => {
  expect(press('code', 'run [ls] now')).toBe('run `⟦ls⟧` now')
  expect(press('code', '[a\nb]')).toBe('```\n⟦a\nb⟧\n```\n')
})

test('a quote and a list work on whole lines and are taken back', () => {
  expect(press('quote', 'one\nt[wo\nthr]ee')).toBe('one\n⟦> two\n> three⟧')
  expect(press('quote', '[> two\n> three]')).toBe('⟦two\nthree⟧')
  expect(press('numbered', '[one\ntwo]')).toBe('⟦1. one\n2. two⟧')
  expect(press('bullets', 'item|')).toBe('- item|')
})

test('a heading replaces a heading', () => {
  expect(press('heading', 'Title|')).toBe('## Title|')
  expect(press('heading', '## Title|')).toBe('Title|')
})

test('a chosen address becomes the address, chosen words the words', () => {
  const edit = format('link', { text: 'https://example.org', start: 0, end: 19 })
  expect(edit).toMatchObject({ insert: '[](https://example.org)', selectStart: 1, selectEnd: 1 })
  expect(format('link', { text: 'here', start: 0, end: 4 })).toMatchObject({
    insert: '[here](https://)',
    selectStart: 7,
    selectEnd: 15,
  })
})
