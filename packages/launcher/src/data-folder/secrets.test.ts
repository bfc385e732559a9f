import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loginsOf } from './logins.ts'
import { secretsOf } from './secrets.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'forum-secrets-'))
})

afterEach(() => rmSync(directory, { recursive: true }))

const modeOf = (name: string) => (statSync(join(directory, name)).mode & 0o777).toString(8)

test('secrets and passwords are for the owner alone, also in a file that others could read', () => {
  writeFileSync(join(directory, 'secrets.json.new'), '', { mode: 0o644 })
  secretsOf(directory)
  loginsOf(directory)
  expect([modeOf('secrets.json'), modeOf('logins.json')]).toEqual(['600', '600'])
})

test('a data folder keeps its secrets, and no other has the same', () => {
  const first = secretsOf(directory)
  expect(secretsOf(directory)).toEqual(first)
  expect(loginsOf(directory)).toEqual(loginsOf(directory))
  expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length)
})

test('a damaged file is said and never replaced', () => {
  writeFileSync(join(directory, 'secrets.json'), '{ "SUBGRAPH_SECRET"')
  expect(() => secretsOf(directory)).toThrow(/secrets.json cannot be read. Put it back from a backup/)
})
