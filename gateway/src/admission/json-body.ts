import { isUtf8 } from 'node:buffer'
import { shortCharacters } from '@forum/service-kit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isLengthUnsaid, type Visit } from '../limits/visit.ts'
import { Refused } from '../refusal.ts'

/** Reads JSON bodies as what they are: in UTF-8 and not compressed. A decoder that replaces what it cannot read would store its replacements. */
export function registerJsonBody(app: FastifyInstance, visitOf: (request: FastifyRequest) => Visit): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity')
      throw new Refused({
        status: 415,
        code: 'BAD_REQUEST',
        message: `A body with Content-Encoding: ${encoding.slice(0, 40)} is not taken. Send it as it is, without that header.`,
      })
    const visit = visitOf(request)
    if (isLengthUnsaid(request.headers)) visit.payForBody(body.length)
    const read = (): unknown => {
      if (!isUtf8(body))
        throw new Refused({ status: 400, code: 'BAD_REQUEST', message: 'The body is not UTF-8. Send JSON in UTF-8.' })
      let value: unknown
      // It calls back before it returns; its promise form is not used.
      void parseJson(request, body.toString(), (error, parsed) => {
        if (error) throw error
        value = parsed
      })
      return value
    }
    return body.length <= shortCharacters ? read() : visit.compute(read)
  })
}
