import { buffer } from 'node:stream/consumers'
import type { PersonalPart } from '@forum/personal-data'
import { expect, test } from 'vitest'
import { zipOf } from '../../../tests/zip-of.ts'
import { GivenCount } from '../exports/row-counters.ts'
import { personalDataZip } from './personal-data-zip.ts'

const asOf = new Date('2026-03-01T12:00:00.000Z')

async function* given(parts: readonly [file: string, lines: string][]): AsyncGenerator<PersonalPart> {
  for (const [file, lines] of parts) yield { file, lines: Buffer.from(lines) }
}

const bytesOf = (parts: readonly [string, string][], counter = new GivenCount()) =>
  buffer(personalDataZip(given(parts), { asOf, counter }))

const parts: [string, string][] = [
  ['posts/posts', '{"id":1}\n{"id":2}\n'],
  ['posts/posts', '{"id":3}\n'],
  ['posts/comments', ''],
  ['statistics/views', '{"postId":"слово"}\n'],
]

test('parts of a file come together, an empty file is there, and rows are counted', async () => {
  const counter = new GivenCount()
  const files = await zipOf(await bytesOf(parts, counter))
  expect([...files]).toEqual([
    ['posts/posts.ndjson', [{ id: 1 }, { id: 2 }, { id: 3 }]],
    ['posts/comments.ndjson', []],
    ['statistics/views.ndjson', [{ postId: 'слово' }]],
  ])
  expect(counter.total()).toBe(4)
})

test('the same data of the same moment are the same bytes', async () => {
  expect(await bytesOf(parts)).toEqual(await bytesOf(parts))
})

test('what cannot be gathered to its end is no file', async () => {
  async function* broken(): AsyncGenerator<PersonalPart> {
    yield { file: 'posts/posts', lines: Buffer.from('{"id":1}\n') }
    throw new Error('Posts went away')
  }
  await expect(buffer(personalDataZip(broken(), { asOf, counter: new GivenCount() }))).rejects.toThrow(
    'Posts went away',
  )
})

test('much of it passes in parts', async () => {
  const line = `${JSON.stringify({ words: 'x'.repeat(1_000) })}\n`
  async function* much(): AsyncGenerator<PersonalPart> {
    for (let index = 0; index < 300; index += 1) yield { file: 'posts/posts', lines: Buffer.from(line.repeat(60)) }
  }
  const counter = new GivenCount()
  const bytes = await buffer(personalDataZip(much(), { asOf, counter }))
  expect((await zipOf(bytes)).get('posts/posts.ndjson')).toHaveLength(18_000)
  expect(counter.total()).toBe(18_000)
})
