import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makingOf } from './making.ts'

test('what a killed start was making is removed, and its tool does not write where we do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forum-making-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const data = join(folder, 'data')
  const left = `${data}.new.1`
  for (const path of [data, left]) mkdirSync(path)
  expect(makingOf(data)).not.toBe(left)
  expect([existsSync(left), existsSync(data)]).toEqual([false, true])
})
