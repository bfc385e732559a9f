import { expect, test } from 'vitest'
import { missingOptionalPackages } from './optional-packages.ts'

test('a gap that npm leaves in the lock file is found, a package in its own folder is not one', () => {
  const packages = {
    'node_modules/turbo': {
      optionalDependencies: { '@turbo/darwin-64': '1.0.0', '@turbo/linux-64': '1.0.0', nested: '1.0.0' },
    },
    'node_modules/@turbo/linux-64': {},
    'node_modules/turbo/node_modules/nested': {},
  }
  expect(missingOptionalPackages(packages)).toEqual([{ name: '@turbo/darwin-64', wantedBy: 'node_modules/turbo' }])
})
