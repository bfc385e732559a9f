import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import tls from 'node:tls'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { rawGet } from './raw-get.ts'

// Made for this test, of this machine's address, good for nothing else.
const fixture = (name: string) => readFileSync(join(import.meta.dirname, '../../tests/fixtures/tls', name), 'utf8')
const body = Buffer.alloc(300_000, 'a line of an export\n')

let url: URL
beforeAll(async () => {
  const server = createServer({ key: fixture('key.pem'), cert: fixture('certificate.pem') }, (request, response) => {
    response.setHeader('content-length', body.length)
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/exports/file.csv`)
  return async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const options = { headers: { accept: '*/*' }, timeoutMs: 20_000 }

function trust(certificate: string): void {
  const before = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...before, certificate])
  onTestFinished(() => tls.setDefaultCACertificates(before))
}

test('a file comes over https as it is', async () => {
  trust(fixture('certificate.pem'))
  const answer = await rawGet(url, { method: 'GET', ...options })
  const pieces: Buffer[] = []
  await answer.body.pipe((piece, next) => {
    pieces.push(Buffer.from(piece))
    next()
  })
  expect(answer.status).toBe(200)
  expect(Buffer.concat(pieces).equals(body)).toBe(true)
  expect((await rawGet(url, { method: 'HEAD', ...options })).headers.get('content-length')).toBe(String(body.length))
})

test('a server whose certificate nobody vouches for is not spoken to', async () => {
  await expect(rawGet(url, { method: 'GET', ...options })).rejects.toThrow(/self-signed certificate/)
})
