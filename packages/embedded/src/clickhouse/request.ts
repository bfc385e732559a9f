import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { raise } from './clickhouse-error.ts'

export type ClickHouseRequest = {
  sql: string
  /** Rows of an INSERT whose SQL came in the URL. */
  data: Buffer
  database: string
  queryId: string
  format: string | undefined
  parameters: Map<string, string>
  settings: Map<string, string>
  wantsGzip: boolean
}

/** URL parameters of the HTTP interface that are neither settings nor `param_*`. */
const ownNames = new Set([
  'query',
  'database',
  'query_id',
  'default_format',
  'user',
  'password',
  'quota_key',
  'enable_http_compression',
  'wait_end_of_query',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'cancel_http_readonly_queries_on_client_close',
])
const refusedNames = ['session_id', 'role', 'compress', 'decompress']

/** Reads a request of ClickHouse's HTTP interface. The body is at most `maxBodyBytes`, unpacked. */
export async function readRequest(request: IncomingMessage, maxBodyBytes: number): Promise<ClickHouseRequest> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  for (const name of refusedNames) {
    if (url.searchParams.has(name))
      raise('badArguments', `${name} is not supported by the embedded ClickHouse. (BAD_ARGUMENTS)`)
  }
  const body = await readBody(request, maxBodyBytes)
  const given = [...url.searchParams, ...(await multipartFields(request, body))]
  const query = given.findLast(([name]) => name === 'query')?.[1]
  const multipart = isMultipart(request)
  return {
    sql: query ?? body.toString('utf8'),
    data: query === undefined || multipart ? Buffer.alloc(0) : body,
    database: url.searchParams.get('database') ?? header(request, 'x-clickhouse-database') ?? 'default',
    queryId: url.searchParams.get('query_id') ?? crypto.randomUUID(),
    format: url.searchParams.get('default_format') ?? header(request, 'x-clickhouse-format'),
    parameters: new Map(
      given.filter(([name]) => name.startsWith('param_')).map(([name, value]) => [name.slice('param_'.length), value]),
    ),
    settings: new Map([...url.searchParams].filter(([name]) => !ownNames.has(name) && !name.startsWith('param_'))),
    wantsGzip:
      url.searchParams.get('enable_http_compression') === '1' &&
      /\bgzip\b/.test(header(request, 'accept-encoding') ?? ''),
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value[0] : value
}

const isMultipart = (request: IncomingMessage): boolean =>
  header(request, 'content-type')?.startsWith('multipart/form-data') ?? false

/** Long query parameters come as form fields; Node's own Response reads them. */
async function multipartFields(request: IncomingMessage, body: Buffer): Promise<[string, string][]> {
  if (!isMultipart(request)) return []
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': header(request, 'content-type') ?? '' },
  }).formData()
  return [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
}

async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = header(request, 'content-encoding')
  if (encoding !== undefined && encoding !== 'gzip')
    raise('badArguments', `Content-Encoding ${encoding} is not supported by the embedded ClickHouse. (BAD_ARGUMENTS)`)
  const source = encoding === 'gzip' ? request.pipe(createGunzip()) : request
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size > maxBytes)
      raise('memoryLimit', `Request body is over ${maxBytes} bytes: send it in parts. (MEMORY_LIMIT_EXCEEDED)`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
