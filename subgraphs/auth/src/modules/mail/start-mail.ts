import type { Logger, Metrics } from '@forum/service-kit'
import type { Config } from '../../config.ts'
import type { Database } from '../../database.ts'
import type { Services } from '../../services.ts'
import type { FileDelivery } from './file-delivery.ts'
import { MailRepository } from './mail-repository.ts'
import { MailWorker } from './mail-worker.ts'
import { SmtpDelivery } from './smtp-delivery.ts'

export type MailStart = {
  config: Config
  services: Services
  /** Where mails go without SMTP_URL. */
  folder: FileDelivery
  database: Database
  /** What the place is called when a mail is sent. */
  siteName: () => Promise<string>
  logger: Logger
  metrics: Metrics
}

/** Begins to send: by the server of SMTP_URL, else into the folder of MAIL_DIR. */
export function startMail({ config, services, folder, database, siteName, logger, metrics }: MailStart): MailWorker {
  const { PUBLIC_URL: publicUrl, SMTP_URL: server, MAIL_DIR: directory } = config
  const { hostname } = new URL(publicUrl)
  const delivery = server ? new SmtpDelivery({ server, name: hostname }) : folder
  if (!server) logger.info({ directory }, 'SMTP_URL is not set: each mail is written as a file')
  const worker = new MailWorker({
    mails: new MailRepository(database),
    kinds: services.mailKinds,
    delivery,
    mayGet: (accountId, kind) => services.mayGetMail(accountId, kind),
    onAddressRefused: (accountId, address) => services.accounts.markRefused(accountId, address),
    publicUrl,
    siteName,
    from: config.MAIL_FROM ?? { name: null, address: `forum@${isName(hostname) ? hostname : 'localhost'}` },
    logger,
    metrics,
  })
  worker.start()
  return worker
}

/** Whether the host has a name, which an address of mail can have behind its @. */
const isName = (hostname: string): boolean => /[a-z]/i.test(hostname) && !hostname.startsWith('[')
