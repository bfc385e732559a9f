import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { generate } from 'selfsigned'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { cleanUp } from './cleanup.ts'

export type { SMTPServerAuthentication } from 'smtp-server'

/** What the server answers to a step; null lets it pass. A promise that never resolves is a server that hangs. */
type Answer = { code: number; text: string } | null
export type SmtpBehaviour = {
  onRecipient?: (address: string) => Answer | Promise<Answer>
  onMessage?: (mail: Email) => Answer | Promise<Answer>
}

export type TestSmtpServer = {
  port: number
  /** What it has taken, in order, each with whom it was for and whether it came over TLS. */
  received: { mail: Email; to: string[]; isSecure: boolean; user: string | undefined }[]
  /** For who trusts this server. */
  ca: string
}

/** A real mail server on a free port, for localhost. */
export async function testSmtpServer(
  behaviour: SmtpBehaviour = {},
  options: SMTPServerOptions = {},
): Promise<TestSmtpServer> {
  const certificate = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  const received: TestSmtpServer['received'] = []
  const server = new SMTPServer({
    key: certificate.private,
    cert: certificate.cert,
    authOptional: true,
    disableReverseLookup: true,
    onRcptTo: (address, _session, done) => void answer(behaviour.onRecipient?.(address.address), done),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const mail = await PostalMime.parse(Buffer.concat(chunks))
        await answer(behaviour.onMessage?.(mail), (error) => {
          if (!error) {
            const to = session.envelope.rcptTo.map(({ address }) => address)
            received.push({ mail, to, isSecure: session.secure, user: session.user })
          }
          done(error)
        })
      })
    },
    ...options,
  })
  // A client that gives up in the middle is part of the tests.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  cleanUp(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
      }),
  )
  const { port } = server.server.address() as AddressInfo // it listens on TCP
  return { port, received, ca: certificate.cert }
}

async function answer(
  given: Answer | undefined | Promise<Answer>,
  done: (error?: Error | null) => void,
): Promise<void> {
  const refusal = await given
  if (!refusal) return done()
  done(Object.assign(new Error(refusal.text), { responseCode: refusal.code }))
}
