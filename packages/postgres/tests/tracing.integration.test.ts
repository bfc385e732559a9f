import { startTracing, traced } from '@forum/service-kit'
import { spanCollector } from '@forum/testing'
import { expect, test, vi } from 'vitest'
import { openTestDatabase } from './test-database.ts'

test('each statement is a span below what sent it, with its text and none of its values', async () => {
  const { environment, spans } = await spanCollector()
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
  const stop = await startTracing('test')
  const { database } = await openTestDatabase()
  await traced('request', {}, () => database.sql.$executeRaw`INSERT INTO things VALUES (${4711})`)
  await stop?.()
  vi.unstubAllEnvs()
  const request = spans.find(({ name }) => name === 'request')
  const insert = spans.find(({ name, parentSpanId }) => name === 'sql INSERT' && parentSpanId === request?.spanId)
  const text = insert?.attributes.find(({ key }) => key === 'db.query.text')?.value.stringValue
  expect(text).toMatch(/INSERT INTO things VALUES \(\$1\)/)
  expect(JSON.stringify(insert)).not.toContain('4711')
})
