import { createMetrics, type Logger, type Metrics, within } from '@forum/service-kit'
import { type MailDelivery, MailRefused } from './mail-delivery.ts'
import type { PreparedMail, PrepareMail } from './mail-kinds.ts'
import { type MailMetrics, mailMetrics } from './mail-metrics.ts'
import type { DueMail, MailRepository } from './mail-repository.ts'
import { renderMail } from './render-mail.ts'

export type MailWorkerDeps = {
  mails: MailRepository
  kinds: Readonly<Record<string, PrepareMail>>
  delivery: MailDelivery
  /** Whether mail of that kind may go to the account as it stands. */
  mayGet: (accountId: string, kind: string) => Promise<boolean>
  /** Notes that a server has refused an address of that account for good. */
  onAddressRefused: (accountId: string, address: string) => Promise<void>
  publicUrl: string
  /** What the place is called. */
  siteName: () => Promise<string>
  /** Whom mails are from; without a name they have the place's. */
  from: { name: string | null; address: string }
  logger: Logger
  metrics?: Metrics
  /** How often it looks for what other processes wrote, and for what was postponed; 10 s unless told. */
  pollMs?: number
}

/** So many at once: a server that hangs holds up no more than these. */
const maxAtOnce = 5
/** Longer than an attempt can take. */
const leaseSeconds = 150
const stopWithinMs = 2_000
const [firstWaitSeconds, longestWaitSeconds] = [10, 3_600]

/**
 * Sends the mails that are due. Any number of replicas share them; each mail is one worker's at a time. What fails waits from ten seconds to an hour
 * and is given up after two days. A mail may go twice only when its worker dies between the server's answer and the note of it; its Message-ID is
 * the same then.
 */
export class MailWorker {
  readonly #deps: Required<MailWorkerDeps>
  readonly #metrics: MailMetrics
  readonly #stop = new AbortController()
  #woken = Promise.withResolvers<void>()
  #running: Promise<void> | undefined
  #round: Promise<unknown> = Promise.resolve()

  constructor(deps: MailWorkerDeps) {
    this.#deps = { pollMs: 10_000, metrics: createMetrics('mail'), ...deps }
    this.#metrics = mailMetrics(this.#deps.metrics)
  }

  start(): void {
    this.#running ??= this.#run()
  }

  /** There may be a mail that is due. */
  wake(): void {
    this.#woken.resolve()
  }

  /** Waits a moment for the mails in hand. A server that takes longer is left alone, and the mail is the next worker's when its time is over. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.wake()
    if (this.#running) await within(stopWithinMs, this.#running).catch(() => undefined)
  }

  /** Resolves when nothing is due: all was sent, dropped, given up or postponed. */
  async drain(): Promise<void> {
    while (!this.#stop.signal.aborted && (await this.#oneRound()) > 0);
  }

  async #run(): Promise<void> {
    const { logger, pollMs } = this.#deps
    while (!this.#stop.signal.aborted) {
      this.#woken = Promise.withResolvers()
      const taken = await this.#oneRound().catch((error: unknown) => {
        logger.warn({ err: error }, 'mails could not be looked up; retrying')
        return 0
      })
      if (taken === 0) await this.#rest(pollMs)
    }
  }

  async #rest(milliseconds: number): Promise<void> {
    const timer = setTimeout(this.#woken.resolve, milliseconds)
    await this.#woken.promise
    clearTimeout(timer)
  }

  /** Takes what is due and sends it; gives how many they were. One round at a time, so that a drain ends only when what was taken before it is done. */
  #oneRound(): Promise<number> {
    const round = this.#round.catch(() => undefined).then(() => this.#sendDue())
    this.#round = round
    return round
  }

  async #sendDue(): Promise<number> {
    const due = await this.#deps.mails.take(maxAtOnce, leaseSeconds)
    const oldest = Math.min(...due.map(({ createdAt }) => createdAt.getTime()))
    this.#metrics.lag.set(due.length > 0 ? Math.max(0, Date.now() - oldest) / 1_000 : 0)
    await Promise.all(due.map((mail) => this.#attempt(mail)))
    return due.length
  }

  async #attempt(mail: DueMail): Promise<void> {
    const { mails, kinds, mayGet, logger } = this.#deps
    // What is logged of a mail: an answer of the server may hold the address, and data a name.
    const about = { mail: mail.id, kind: mail.kind, attempt: mail.attempts }
    try {
      const prepare = kinds[mail.kind]
      if (mail.isExpired || !prepare) return await this.#drop(mail, mail.isExpired ? 'expired' : 'unknown kind')
      const prepared = await prepare(mail)
      if ('dropped' in prepared) return await this.#drop(mail, prepared.dropped)
      if (!(await mayGet(prepared.accountId, mail.kind))) return await this.#drop(mail, 'account leaves')
      await this.#deliver(mail, prepared)
      await mails.finish(mail, 'SENT', null)
      this.#metrics.sent.inc()
      logger.debug(about, 'a mail was sent')
    } catch (error) {
      await this.#failed(mail, error).catch((failure: unknown) =>
        logger.warn({ ...about, err: failure }, 'what became of a mail could not be noted; it is tried again'),
      )
      logger.warn({ ...about, reason: reasonOf(error) }, 'a mail could not be sent')
    }
  }

  async #deliver(mail: DueMail, { accountId, to, language, content }: PreparedMail): Promise<void> {
    const { delivery, publicUrl, from, onAddressRefused } = this.#deps
    const siteName = await this.#deps.siteName()
    try {
      await delivery.deliver({
        accountId,
        messageId: `${mail.dedupeKey}@${new URL(publicUrl).hostname}`,
        from: { name: from.name ?? siteName, address: from.address },
        to,
        headers: { 'Content-Language': language.toLowerCase() },
        ...renderMail(content, { language, publicUrl, siteName }),
      })
    } catch (error) {
      if (error instanceof MailRefused && error.what === 'address') await onAddressRefused(accountId, to)
      throw error
    }
  }

  async #failed(mail: DueMail, error: unknown): Promise<void> {
    const { mails } = this.#deps
    if (error instanceof MailRefused || mail.isOld) {
      const reason = error instanceof MailRefused ? `${error.what} refused` : 'too old'
      await mails.finish(mail, 'DEAD', reason)
      this.#metrics.dead.inc({ reason })
      return
    }
    this.#metrics.failures.inc()
    await mails.postpone(mail, Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (mail.attempts - 1)))
  }

  async #drop(mail: DueMail, reason: string): Promise<void> {
    await this.#deps.mails.finish(mail, 'DROPPED', reason)
    this.#metrics.dropped.inc({ reason })
  }
}

/** Without its sentence, in which a mail server repeats the address. */
function reasonOf(error: unknown): object {
  const word = (name: string): unknown =>
    typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  return { name: word('name'), code: word('code'), command: word('command'), responseCode: word('responseCode') }
}
