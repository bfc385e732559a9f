import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { buildMessage } from './build-message.ts'
import { type MailDelivery, MailRefused, type OutgoingMail } from './mail-delivery.ts'
import type { SmtpServer } from './smtp-server.ts'

export type SmtpDeliveryOptions = {
  server: SmtpServer
  /** How we greet the server. */
  name: string
  /** A mail that takes longer is given up, and tried again later; 60 s unless told. */
  withinMs?: number
}

/** What a server says to a recipient about us, not about them: a later try may help. */
const aboutUs = new Set([502, 503, 530, 535, 538])

/**
 * Hands mails over by SMTP, a connection each: when one is given up its socket is destroyed, so that the server cannot take a mail which is
 * being sent again already.
 */
export class SmtpDelivery implements MailDelivery {
  readonly #options: Required<SmtpDeliveryOptions>

  constructor(options: SmtpDeliveryOptions) {
    this.#options = { withinMs: 60_000, ...options }
  }

  async deliver(mail: OutgoingMail): Promise<void> {
    const { server, name, withinMs } = this.#options
    const message = await buildMessage(mail)
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.isSecure,
      requireTLS: server.demandsTls,
      opportunisticTLS: !server.demandsTls,
      ...(server.tls ? { tls: server.tls } : {}),
      name,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      dnsTimeout: 10_000,
      socketTimeout: withinMs,
      socketCloseTimeout: 0,
      maxResponseSize: 64 * 1024,
    })
    const broken = Promise.withResolvers<never>()
    broken.promise.catch(() => undefined) // also heard through the race below
    connection.on('error', broken.reject)
    const deadline = setTimeout(
      () => broken.reject(new Error(`the mail server did not take a mail within ${withinMs / 1_000} s`)),
      withinMs,
    )
    try {
      await Promise.race([broken.promise, this.#converse(connection, mail, message)])
      connection.quit()
    } catch (error) {
      connection.close()
      throw refusalIn(error) ?? error
    } finally {
      clearTimeout(deadline)
    }
  }

  async #converse(connection: SMTPConnection, { from, to }: OutgoingMail, message: Buffer): Promise<void> {
    const { credentials } = this.#options.server
    await step((done) => connection.connect(done))
    if (credentials) await step((done) => connection.login({ ...credentials, credentials }, done))
    const envelope = { from: from.address, to: [to], size: message.length, use8BitMime: true }
    await step((done) => connection.send(envelope, message, done))
  }
}

const step = (act: (done: (error?: Error | null) => void) => void): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  act((error) => (error ? reject(error) : resolve()))
  return promise
}

function refusalIn(error: unknown): MailRefused | null {
  if (typeof error !== 'object' || error === null) return null
  const responseCode: unknown = Reflect.get(error, 'responseCode')
  if (typeof responseCode !== 'number' || responseCode < 500 || aboutUs.has(responseCode)) return null
  const command = String(Reflect.get(error, 'command') ?? '')
  if (command.startsWith('RCPT')) return new MailRefused('address', responseCode)
  return command.startsWith('DATA') ? new MailRefused('message', responseCode) : null
}
