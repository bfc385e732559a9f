import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { spanCollector } from '@forum/testing'
import { expect, test } from 'vitest'

const fixture = fileURLToPath(new URL('../fixtures/traced-service.ts', import.meta.url))
const execute = promisify(execFile)

async function run(environment: Record<string, string>): Promise<{ inner: string; loaded: boolean }> {
  const { stdout } = await execute(process.execPath, [fixture], { env: { PATH: process.env.PATH, ...environment } })
  return JSON.parse(stdout)
}

test('spans go out by OTLP, each below the one that it ran in, and an error is its own span’s', async () => {
  const { environment, spans } = await spanCollector()
  const { inner, loaded } = await run(environment)
  expect(loaded).toBe(true)
  const [request, select, failing] = ['request', 'select', 'failing'].map((name) =>
    spans.find((span) => span.name === name),
  )
  expect(request).toMatchObject({ traceId: '0123456789abcdef0123456789abcdef', parentSpanId: '0123456789abcdef' })
  expect(select).toMatchObject({ traceId: request?.traceId, parentSpanId: request?.spanId })
  expect(failing?.status.code).toBe(2)
  expect(inner).toBe(`00-${request?.traceId}-${select?.spanId}-01`)
})

test('nothing is loaded, and nothing is changed, when nobody takes spans', async () => {
  expect(await run({})).toEqual({ inner: 'none', loaded: false })
})
