import { connect, isIP, type Socket, type TcpNetConnectOpts } from 'node:net'
import { connect as connectTls } from 'node:tls'

export type RawAnswer = { status: number; headers: ReadonlyMap<string, string>; body: RawBody }
type RawBody = {
  /** Gives every piece of the body in order; the next is read only when `write` has called back, into the same memory. */
  pipe: (write: (piece: Buffer, next: () => void) => void) => Promise<void>
  close: () => void
}

const bufferBytes = 64 * 1024
const maximumHeadBytes = 32 * 1024
const endOfHead = '\r\n\r\n'

/**
 * One HTTP/1.1 GET or HEAD, http or https, over a connection of its own, read into one buffer that is used again and again. Node's and undici's clients make
 * a new buffer for each 64 KB, and 60 to 160 MB of them pile up before anything collects them; here a file of any size takes none.
 * For answers that have a Content-Length, or no body.
 *
 * @throws Error when the connection fails, ends early, is silent for `timeoutMs`, or the answer is not of that kind
 */
export async function rawGet(
  url: URL,
  { method, headers, timeoutMs }: { method: 'GET' | 'HEAD'; headers: Record<string, string>; timeoutMs: number },
): Promise<RawAnswer> {
  const reader = new OneBufferReader(url, timeoutMs)
  const lines = Object.entries({ ...headers, host: url.host, connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  reader.send([`${method} ${url.pathname}${url.search} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
  try {
    const { status, fields, rest } = parseHead(await reader.readUntil(endOfHead, maximumHeadBytes))
    const hasBody = method === 'GET' && status !== 304 && status !== 204
    const length = hasBody ? lengthOf(fields) : 0
    return {
      status,
      headers: fields,
      body: {
        pipe: (write) => reader.pipe(rest, length, write),
        close: () => reader.close(),
      },
    }
  } catch (error) {
    reader.close()
    throw error
  }
}

function parseHead(bytes: Buffer): { status: number; fields: Map<string, string>; rest: Buffer } {
  const at = bytes.indexOf(endOfHead)
  const [first = '', ...lines] = bytes.subarray(0, at).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1])
  if (!Number.isInteger(status)) throw new Error('the answer is not HTTP/1.1')
  const fields = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  return { status, fields, rest: Buffer.from(bytes.subarray(at + endOfHead.length)) }
}

function lengthOf(fields: ReadonlyMap<string, string>): number {
  const length = Number(fields.get('content-length') ?? Number.NaN)
  if (!Number.isSafeInteger(length)) throw new Error('the answer has no Content-Length')
  return length
}

type Piece = (piece: Buffer) => void

/** A socket that reads into one buffer, and only while somebody wants the next piece. */
class OneBufferReader {
  readonly #socket: Socket
  #onPiece: Piece | null = null
  #onFailure: ((error: Error) => void) | null = null
  #failure: Error | null = null

  constructor(url: URL, timeoutMs: number) {
    const isTls = url.protocol === 'https:'
    // An IPv6 address stands in brackets in a URL, and nowhere else.
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const options = {
      host,
      port: Number(url.port || (isTls ? 443 : 80)),
      onread: {
        buffer: Buffer.allocUnsafeSlow(bufferBytes),
        callback: (count, buffer) => {
          const take = this.#onPiece
          this.#onPiece = null
          take?.(Buffer.from(buffer.buffer, buffer.byteOffset, count))
          return this.#onPiece !== null
        },
      },
    } satisfies TcpNetConnectOpts
    this.#socket = isTls ? connectTls({ ...options, servername: isIP(host) ? '' : host }) : connect(options)
    this.#socket.setTimeout(timeoutMs, () => this.#fail(new Error(`silent for ${timeoutMs} ms`)))
    this.#socket.on('error', (error) => this.#fail(error))
    this.#socket.on('close', () => this.#fail(new Error('the connection ended early')))
  }

  send(text: string): void {
    this.#socket.write(text)
  }

  close(): void {
    this.#socket.destroy()
  }

  async readUntil(mark: string, limit: number): Promise<Buffer> {
    let bytes = Buffer.alloc(0)
    while (!bytes.includes(mark)) {
      if (bytes.length > limit) throw new Error('the head of the answer is too large')
      bytes = Buffer.concat([bytes, await this.#next((piece) => Buffer.from(piece))])
    }
    return bytes
  }

  async pipe(rest: Buffer, length: number, write: (piece: Buffer, next: () => void) => void): Promise<void> {
    const written = (piece: Buffer) => new Promise<void>((resolve) => write(piece, resolve))
    let left = length - rest.length
    if (rest.length > 0) await written(rest)
    while (left > 0) {
      const piece = await this.#next((read) => read)
      await written(piece.subarray(0, left))
      left -= piece.length
    }
    this.close()
  }

  /** The next piece, taken out before its memory is used again. */
  #next<Taken>(take: (piece: Buffer) => Taken): Promise<Taken> {
    if (this.#failure) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      this.#onFailure = reject
      this.#onPiece = (piece) => resolve(take(piece))
      this.#socket.resume()
    })
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#onFailure?.(this.#failure)
    this.#socket.destroy()
  }
}
