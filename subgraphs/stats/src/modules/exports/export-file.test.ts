import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { cleanUp } from '@forum/testing'
import { expect, test } from 'vitest'
import { writeExportFile } from './export-file.ts'
import { rowCounter } from './row-counters.ts'

async function write(
  chunks: Iterable<Buffer> | AsyncIterable<Buffer>,
  format: 'CSV' | 'NDJSON' | 'PARQUET' = 'NDJSON',
) {
  const directory = await mkdtemp(join(tmpdir(), 'forum-export-file-'))
  cleanUp(() => rm(directory, { recursive: true, force: true }))
  const seen: (number | null)[] = []
  const written = writeExportFile({
    directory,
    name: 'file',
    counter: rowCounter(format),
    source: Readable.from(chunks),
    signal: new AbortController().signal,
    onProgress: ({ rows }) => void seen.push(rows),
  })
  return { written, directory, seen }
}

const text = (...parts: string[]) => parts.map((part) => Buffer.from(part))

test('rows are counted as they pass, wherever chunks are cut', async () => {
  const { written, directory, seen } = await write(text('{"a":1}\n{"a"', ':2}\n', '{"a":3}\n'))
  expect(await written).toMatchObject({ rows: 3, bytes: 24 })
  expect(seen).toEqual([1, 2, 3])
  expect(await readFile(join(directory, 'file'), 'utf8')).toBe('{"a":1}\n{"a":2}\n{"a":3}\n')
})

test('a line break between quotes is no row', async () => {
  const { written } = await write(text('"name"\n"a\nb"\n"say ""', '"\n'), 'CSV')
  expect(await written).toMatchObject({ rows: 2 })
})

test.each([
  ['NDJSON', '{"a":1}\n{"a":'],
  ['CSV', '"name"\n"half'],
  ['PARQUET', 'PAR1 and then nothing'],
] as const)('a %s that breaks off is no file', async (format, content) => {
  const { written, directory } = await write(text(content), format)
  await expect(written).rejects.toThrow(/^the file (ends in the middle of a row|does not end as a Parquet file)$/)
  expect(await readdir(directory)).toEqual([])
})

test('a source that fails leaves nothing behind', async () => {
  async function* failing() {
    yield Buffer.from('{"a":1}\n')
    throw new Error('the connection broke')
  }
  const { written, directory } = await write(failing())
  await expect(written).rejects.toThrow('the connection broke')
  expect(await readdir(directory)).toEqual([])
})
