import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

const fixture = fileURLToPath(new URL('../fixtures/traced-service.ts', import.meta.url))
const execute = promisify(execFile)

type SentSpan = { name: string; traceId: string; spanId: string; parentSpanId?: string; status: { code?: number } }
type Sent = { resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[] }

/** A collector of OTLP over HTTP, as far as a test needs one. */
async function collector(): Promise<{ url: string; spans: SentSpan[] }> {
  const spans: SentSpan[] = []
  const server = createServer(async (request, response) => {
    const { resourceSpans } = (await json(request)) as Sent
    spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)))
    response.setHeader('content-type', 'application/json').end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans }
}

async function run(environment: Record<string, string>): Promise<{ inner: string; loaded: boolean }> {
  const { stdout } = await execute(process.execPath, [fixture], { env: { PATH: process.env.PATH, ...environment } })
  return JSON.parse(stdout)
}

test('spans go out by OTLP, each below the one that it ran in, and an error is its own span’s', async () => {
  const { url, spans } = await collector()
  const { inner, loaded } = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' })
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
