import { createHash } from 'node:crypto'
import { namesEtag } from '@forum/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { compressAnswer } from '../operations/compress-answer.ts'
import type { ContentDates } from './content-dates.ts'

export type PublicDocument = { text: string; mediaType: string; maxAgeSeconds: number }

const gzipSuffix = '-gzip'

/** Sends a text that is the same for everybody, or 304 to whoever has it already (RFC 9110, 13). */
export async function sendDocument(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, mediaType, maxAgeSeconds }: PublicDocument,
  dates: ContentDates,
): Promise<FastifyReply> {
  const hash = createHash('sha256').update(text).digest('base64url')
  const since = dates.since(request.url, hash)
  reply.header('cache-control', `public, max-age=${maxAgeSeconds}`)
  if (since) reply.header('last-modified', since.toUTCString())
  const known = knownTag(request, hash, since)
  if (known) return reply.headers({ etag: known, vary: 'Accept-Encoding' }).status(304).send()
  const body = await compressAnswer(request, reply, { text })
  // A strong tag names bytes, and those that are compressed are others.
  const etag = reply.hasHeader('content-encoding') ? `"${hash}${gzipSuffix}"` : `"${hash}"`
  return reply.header('etag', etag).type(mediaType).send(body)
}

/** The tag under which the client has this content, or null. A date counts where no tag is named, and no later date stands in for it. */
function knownTag({ headers }: FastifyRequest, hash: string, since: Date | null): string | null {
  const tags = [`"${hash}"`, `"${hash}${gzipSuffix}"`]
  const named = headers['if-none-match']
  if (named === undefined) {
    const isSame = since !== null && Date.parse(headers['if-modified-since'] ?? '') === since.getTime()
    return isSame ? (tags[0] ?? null) : null
  }
  return tags.find((tag) => namesEtag(named, tag)) ?? null
}
