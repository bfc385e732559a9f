import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { demandDataFolder, removeDataFolder } from './data-folder.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forum-data-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
})

const put = (...names: string[]) => {
  for (const name of names)
    if (name.includes('.')) writeFileSync(join(directory, name), '')
    else mkdirSync(join(directory, name))
}

test('a folder of somebody’s own things is refused', () => {
  put('exports', 'letter.txt')
  expect(() => demandDataFolder(directory)).toThrow(/FORUM_DATA_DIR: .* is no data folder of Social Forum/)
})

test('a data folder goes whole, and an empty one too', () => {
  demandDataFolder(directory)
  put('secrets.json', 'logins.json', 'environments.json', 'launcher.json', 'postgres', 'kafka', 'services', 'exports')
  demandDataFolder(directory)
  expect(removeDataFolder(directory)).toEqual([])
  expect(existsSync(directory)).toBe(false)
})

test('what is not a forum’s stays where it is', () => {
  put('secrets.json', 'clickhouse', 'letter.txt')
  expect(removeDataFolder(directory)).toEqual(['letter.txt'])
  expect(existsSync(join(directory, 'letter.txt'))).toBe(true)
})
