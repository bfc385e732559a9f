import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { isInstalled } from './installed.mjs'

const own = { 'node_modules/left-pad': { version: '1.0.0' } }
const workspace = { 'packages/new': { version: '0.1.0' }, 'node_modules/@forum/new': { link: true } }
const foreign = { 'node_modules/other-machine': { version: '1.0.0', optional: true } }

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'forum-installed-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  write('node_modules/.package-lock.json', own)
  mkdirSync(join(root, 'node_modules/left-pad'))
})

function write(name: string, packages: object): void {
  mkdirSync(dirname(join(root, name)), { recursive: true })
  writeFileSync(join(root, name), JSON.stringify({ packages }))
}

function lock(packages: object): void {
  write('package-lock.json', packages)
}

test('what npm noted and put there is installed; what is for other machines may be absent', () => {
  lock({ ...own, ...foreign })
  expect(isInstalled(root)).toBe(true)
})

test('a workspace is installed when its link is there', () => {
  lock({ ...own, ...workspace })
  expect(isInstalled(root)).toBe(false)
  mkdirSync(join(root, 'packages/new'), { recursive: true })
  mkdirSync(join(root, 'node_modules/@forum'))
  symlinkSync('../../packages/new', join(root, 'node_modules/@forum/new'))
  expect(isInstalled(root)).toBe(true)
})

test('a link that leads nowhere, as after a workspace was moved, is none', () => {
  lock({ ...own, ...workspace })
  mkdirSync(join(root, 'node_modules/@forum'))
  symlinkSync('../../packages/old', join(root, 'node_modules/@forum/new'))
  expect(isInstalled(root)).toBe(false)
})

test('another version, and a package that was deleted by hand, are not installed', () => {
  lock({ 'node_modules/left-pad': { version: '1.0.1' } })
  expect(isInstalled(root)).toBe(false)
  lock(own)
  rmSync(join(root, 'node_modules/left-pad'), { recursive: true })
  expect(isInstalled(root)).toBe(false)
})
