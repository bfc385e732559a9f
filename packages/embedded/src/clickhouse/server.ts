import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createGzip, type Gzip } from 'node:zlib'
import { ClickHouseError, errorCodes } from './clickhouse-error.ts'
import { type Credential, demandCredential } from './credential.ts'
import type { Answer, Engine, Summary } from './engine.ts'
import { type ClickHouseRequest, readRequest } from './request.ts'

const exceptionMarker = '__exception__'

type ServerPlace = { engine: Engine; credential: Credential; maxBodyBytes: number }

/** The part of ClickHouse's HTTP interface that its official client uses, for programs on this machine. */
export function createClickHouseServer(place: ServerPlace): Server {
  return createServer({ maxHeaderSize: 1024 * 1024 }, (request, response) => {
    handle(request, response, place).catch((error: unknown) => fail(response, ClickHouseError.from(error)))
  })
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { engine, credential, maxBodyBytes }: ServerPlace,
): Promise<void> {
  if (isFromBrowser(request)) return plain(response, 403, 'This ClickHouse answers no web page.\n')
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1')
  if (pathname === '/ping' || (request.method === 'GET' && !searchParams.has('query')))
    return plain(response, 200, 'Ok.\n')
  if (pathname !== '/') return plain(response, 404, `There is no ${pathname}.\n`)
  demandCredential(request, credential)
  const query = await readRequest(request, maxBodyBytes)
  if (request.method === 'GET' && !/^\s*SELECT\b/i.test(query.sql))
    return plain(response, 405, 'Only POST may change something.\n')
  const answer = new HttpAnswer(response, query)
  await engine.run(query, answer)
  await answer.end()
}

/** A web page that the developer has open must not even try: it comes with an Origin, or under another name. */
function isFromBrowser(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  return (
    origin !== undefined ||
    request.headers['sec-fetch-site'] !== undefined ||
    !/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? '')
  )
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=UTF-8' }).end(text)
}

/** Before the first byte an error is a status 500 (401 for a wrong password); after it, ClickHouse's marker, which its client reads,
 * and a broken connection, so that nobody takes the part for the whole. */
function fail(response: ServerResponse, error: ClickHouseError): void {
  if (response.destroyed) return
  if (!response.headersSent) {
    response.writeHead(error.code === errorCodes.authenticationFailed ? 401 : 500, {
      'content-type': 'text/plain; charset=UTF-8',
      'x-clickhouse-exception-code': String(error.code),
      connection: 'close',
    })
    response.end(`${error.message}\n`)
    return
  }
  const tag = response.getHeader('x-clickhouse-exception-tag')
  if (typeof tag !== 'string' || response.getHeader('content-encoding')) return void response.destroy()
  const message = `${error.message}\n`
  response.write(
    `\r\n${exceptionMarker}\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n${exceptionMarker}\r\n`,
    () => response.destroy(),
  )
}

class HttpAnswer implements Answer {
  readonly #response: ServerResponse
  readonly #query: ClickHouseRequest
  #body: ServerResponse | Gzip

  constructor(response: ServerResponse, query: ClickHouseRequest) {
    this.#response = response
    this.#query = query
    this.#body = response
  }

  get closed(): boolean {
    return this.#response.destroyed
  }

  start({ format, summary }: { format: string; summary: Summary }): void {
    const response = this.#response
    response.setHeader(
      'content-type',
      format.startsWith('JSON') ? 'application/json; charset=UTF-8' : 'text/plain; charset=UTF-8',
    )
    response.setHeader('x-clickhouse-query-id', this.#query.queryId)
    response.setHeader('x-clickhouse-format', format)
    response.setHeader('x-clickhouse-timezone', 'UTC')
    response.setHeader('x-clickhouse-summary', JSON.stringify(summaryFields(summary)))
    response.setHeader('x-clickhouse-exception-tag', randomBytes(8).toString('hex'))
    if (!this.#query.wantsGzip) return
    response.setHeader('content-encoding', 'gzip')
    this.#body = createGzip()
    this.#body.pipe(response)
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (chunk.length === 0 || this.closed || this.#body.write(chunk)) return
    const over = new AbortController()
    try {
      await Promise.race([once(this.#body, 'drain', over), once(this.#response, 'close', over)])
    } finally {
      over.abort()
    }
  }

  async end(): Promise<void> {
    if (!this.closed) this.#body.end()
  }
}

/** Numbers travel as strings, as ClickHouse sends them. */
function summaryFields({ readRows, writtenRows, writtenBytes }: Summary): Record<string, string> {
  const fields = {
    read_rows: readRows,
    read_bytes: 0,
    written_rows: writtenRows,
    written_bytes: writtenBytes,
    total_rows_to_read: 0,
    result_rows: 0,
    result_bytes: 0,
    elapsed_ns: 0,
  }
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))
}
