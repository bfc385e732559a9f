import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

const gzipped = promisify(gzip)

/** What is smaller is one packet on the wire either way. */
const worthwhileBytes = 1_400
/** Of a page of posts: two thirds of the time of the default level, and a fifteenth more bytes. */
const level = 4

/** What goes out as text: an answer, a page. */
type Sent = { readonly text: string }

/** What several are sent is compressed once. */
const compressed = new WeakMap<Sent, Promise<Buffer>>()

/** An answer's text as this client takes it: compressed beside the event loop when it is large and gzip is accepted. */
export async function compressAnswer({ headers }: FastifyRequest, reply: FastifyReply, answer: Sent): Promise<Buffer> {
  const vary = reply.getHeader('vary')
  reply.header('vary', vary === undefined ? 'Accept-Encoding' : `${String(vary)}, Accept-Encoding`)
  if (answer.text.length < worthwhileBytes || !acceptsGzip(headers['accept-encoding'])) return bytesOf(answer)
  reply.header('content-encoding', 'gzip')
  const compressing = compressed.get(answer) ?? gzipped(answer.text, { level })
  compressed.set(answer, compressing)
  return compressing
}

/** Node takes half as long again to send a text as to send its bytes. */
export const bytesOf = ({ text }: Sent): Buffer => Buffer.from(text)

/** Whether Accept-Encoding (RFC 9110, 12.5.3) names gzip and does not rule it out by a weight of zero. */
const acceptsGzip = (header: string | string[] | undefined): boolean =>
  String(header ?? '')
    .split(',')
    .some((part) => /^\s*gzip\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)|$)/i.test(part))
