import type { Metrics } from '@forum/service-kit'
import { Counter, Gauge } from 'prom-client'

export type MailMetrics = ReturnType<typeof mailMetrics>

export function mailMetrics(registry: Metrics) {
  const registers = [registry]
  return {
    sent: new Counter({
      name: 'forum_mails_sent_total',
      help: 'Mails that a mail server or the folder has taken',
      registers,
    }),
    dropped: new Counter({
      name: 'forum_mails_dropped_total',
      help: 'Mails that were no longer right when they were due',
      labelNames: ['reason'],
      registers,
    }),
    dead: new Counter({
      name: 'forum_mails_dead_total',
      help: 'Mails that were refused for good, or tried for two days',
      labelNames: ['reason'],
      registers,
    }),
    failures: new Counter({ name: 'forum_mail_failures_total', help: 'Attempts that will be repeated', registers }),
    lag: new Gauge({ name: 'forum_mail_lag_seconds', help: 'Age of the oldest mail that was taken last', registers }),
  }
}
