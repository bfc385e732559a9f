import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

// Each folder of fixtures/ breaks one rule (but `allowed`, which breaks none); this runs the real oxlint with the real configuration on them.

const root = join(import.meta.dirname, '../..')
const fixtures = join(import.meta.dirname, 'fixtures')
const report = z.object({
  diagnostics: z.array(z.object({ code: z.string(), message: z.string(), filename: z.string() })),
})

const expected: Record<string, RegExp> = {
  'service-imports-service': /services share only packages/,
  'service-imports-package-of-service': /services share only packages/,
  'package-imports-service': /A package may not import subgraphs\/posts/,
  'web-imports-server-types': /only from docs\/schema.graphql/,
  'module-imports-foreign-repository': /may not import the repository of posts: call its service/,
  'module-imports-foreign-repository-type': /may not import the repository of posts: call its service/,
  'resolver-imports-repository': /Resolvers may not import a repository/,
  'service-imports-resolver': /this import points back/,
  'repository-imports-service': /A repository may not import a service/,
  'repository-loads-service-later': /A repository may not import a service/,
  'default-export': /no-default-export/,
  'folder-called-utils': /called 'utils' says nothing/,
  'metric-name': /must begin with forum_/,
  'metric-without-unit': /A histogram ends in its unit/,
  'metric-name-put-together': /is written out/,
  'query-without-visibility': /reads posts or comments 1 times and composes 0 conditions/,
  'query-with-half-its-visibility': /reads posts or comments 2 times and composes 1 conditions/,
  any: /no-explicit-any/,
  'floating-promise': /Promise/,
  'skipped-test': /no-disabled-tests/,
}

let problems: { fixture: string; message: string }[]

beforeAll(async () => {
  const { diagnostics } = report.parse(JSON.parse(await lintFixtures()))
  problems = diagnostics.map(({ filename, message, code }) => ({
    fixture: /fixtures\/([^/]+)\//.exec(filename)?.[1] ?? filename,
    message: `${code} ${message}`,
  }))
})

describe('the lint step catches', () => {
  test.each(Object.entries(expected))('%s', (fixture, message) => {
    expect(problems.filter((problem) => problem.fixture === fixture).map((problem) => problem.message)).toEqual([
      expect.stringMatching(message),
    ])
  })
})

test('what keeps the rules passes', () => {
  expect(problems.filter(({ fixture }) => fixture === 'allowed')).toEqual([])
})

test('every fixture has its expectation', () => {
  expect(readdirSync(fixtures).toSorted()).toEqual([...Object.keys(expected), 'allowed'].toSorted())
})

/** The repository's own configuration, but for the line that keeps the fixtures out of the ordinary run. */
function lintFixtures(): Promise<string> {
  const config = join(root, '.oxlintrc.json')
  expect(readFileSync(config, 'utf8')).toContain('"**/fixtures/**"')
  const args = ['--config', join(import.meta.dirname, 'fixtures.oxlintrc.json'), '--format', 'json', fixtures]
  return new Promise((resolve) => {
    execFile(
      join(root, 'node_modules/.bin/oxlint'),
      args,
      { cwd: root, maxBuffer: 16 * 1024 * 1024 },
      (_error, stdout) => resolve(stdout),
    )
  })
}
