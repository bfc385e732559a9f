import { globSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCircles, repositoryFiles } from './find-circles.ts'

const root = join(import.meta.dirname, '../..')
const fixture = (name: string) => globSync(`scripts/check/fixtures/import-circles/${name}/*.ts`, { cwd: root }).sort()

test('a circle that closes by a type and by code that is loaded later is found', () => {
  expect(fixture('circle')).toHaveLength(3)
  expect(findCircles(fixture('circle'))).toEqual([fixture('circle')])
})

test('arrows that point one way are none', () => {
  expect(fixture('line')).toHaveLength(2)
  expect(findCircles(fixture('line'))).toEqual([])
})

test('the repository is looked through, generated code left out', () => {
  const files = repositoryFiles()
  expect(files).toContain('web/src/main.tsx')
  expect(files).toContain('gateway/src/main.ts')
  expect(files.filter((file) => /(^|\/)(generated|node_modules|fixtures)\//.test(file))).toEqual([])
})
