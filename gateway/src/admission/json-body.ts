import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { Refused } from '../refusal.ts'

/** Reads JSON bodies as what they are: in UTF-8 and not compressed. A decoder that replaces what it cannot read would store its replacements. */
export function registerJsonBody(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') {
      done(
        new Refused({
          status: 415,
          code: 'BAD_REQUEST',
          message: `A body with Content-Encoding: ${encoding.slice(0, 40)} is not taken. Send it as it is, without that header.`,
        }),
      )
      return
    }
    if (!isUtf8(Buffer.from(body))) {
      done(new Refused({ status: 400, code: 'BAD_REQUEST', message: 'The body is not UTF-8. Send JSON in UTF-8.' }))
      return
    }
    // The parser answers through `done`; its promise form is not used.
    void parseJson(request, body.toString(), done)
  })
}
