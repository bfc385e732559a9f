import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createLogger } from '@forum/service-kit'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { closeDataFolder } from './close-data-folder.ts'

const logger = createLogger({ name: 'test', level: 'silent' })
const isRoot = process.getuid?.() === 0
let directory: string

/** As an earlier version left it, under the usual umask. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forum-close-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  chmodSync(directory, 0o755)
  for (const name of ['secrets.json', 'launcher.json.123', 'kafka/data/topic-0/0.log', 'services/auth/output.log'])
    write(name)
})

function write(name: string): void {
  mkdirSync(dirname(join(directory, name)), { recursive: true, mode: 0o755 })
  writeFileSync(join(directory, name), 'x', { mode: 0o644 })
}

const modeOf = (name: string) => (statSync(join(directory, name)).mode & 0o777).toString(8)

/** Whatever somebody but the owner may do something with. */
const open = () =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => !modeOf(name).endsWith('00'))

test('what was open is its owner’s alone, down to the last file', () => {
  expect(open()).toContain('kafka/data/topic-0/0.log')
  closeDataFolder(directory, { holdsPostgres: false, logger })
  expect(open()).toEqual([])
  expect([modeOf('.'), modeOf('kafka'), modeOf('secrets.json')]).toEqual(['700', '700', '600'])
})

test('whom Postgres runs as may pass through, and see nothing', () => {
  closeDataFolder(directory, { holdsPostgres: true, logger })
  expect(modeOf('.')).toBe(isRoot ? '710' : '700')
  expect(open()).toEqual([])
})

test('a folder with other things in it keeps its mode, and so do they', () => {
  write('letters/to-ann.txt')
  closeDataFolder(directory, { holdsPostgres: true, logger })
  expect(modeOf('.')).toBe('755')
  expect(open()).toEqual(['letters', 'letters/to-ann.txt'])
})

test('a link is not followed to what is somebody’s own', () => {
  write('letters/to-ann.txt')
  symlinkSync(join(directory, 'letters'), join(directory, 'exports'))
  closeDataFolder(directory, { holdsPostgres: false, logger })
  expect(modeOf('letters/to-ann.txt')).toBe('644')
})
