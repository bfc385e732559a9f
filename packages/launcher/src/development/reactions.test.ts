import { expect, test } from 'vitest'
import { reactionTo, together } from './reactions.ts'

test.each([
  ['subgraphs/posts/src/modules/likes/like-service.ts', ['posts']],
  ['gateway/src/server.ts', ['gateway']],
  ['packages/service-kit/src/logger.ts', ['auth', 'posts', 'stats', 'gateway']],
])('%s restarts %s and nothing else', (path, restart) => {
  expect(reactionTo(path)).toEqual({ generate: false, migrate: false, restart })
})

test('a schema file makes types and the supergraph anew, for its subgraph and the gateway', () => {
  expect(reactionTo('subgraphs/auth/src/modules/accounts/schema.graphql')).toEqual({
    generate: true,
    migrate: false,
    restart: ['auth', 'gateway'],
  })
})

test('a migration is applied before its service starts again', () => {
  expect(reactionTo('prisma/posts/migrations/0002_more/migration.sql')).toEqual({
    generate: false,
    migrate: true,
    restart: ['posts'],
  })
  expect(reactionTo('subgraphs/stats/clickhouse/0002_more.sql')).toEqual({
    generate: false,
    migrate: true,
    restart: ['stats'],
  })
})

test.each([
  'subgraphs/posts/src/generated/graphql.ts',
  'subgraphs/posts/src/modules/likes/like-service.test.ts',
  'packages/testing/src/index.ts',
  'web/src/app.tsx',
  'packages/events/README.md',
])('%s restarts nothing', (path) => {
  expect(reactionTo(path).restart).toEqual([])
})

test('changes that come together ask for each thing once', () => {
  const changes = ['subgraphs/posts/src/main.ts', 'subgraphs/posts/src/config.ts', 'proto/forum/auth/v1/token.proto']
  expect(together(changes.map(reactionTo))).toEqual({
    generate: true,
    migrate: false,
    restart: ['auth', 'posts', 'stats', 'gateway'],
  })
})
