import type { ConnectionOptions } from 'node:tls'

/** Where mails are handed over, as SMTP_URL says it. */
export type SmtpServer = {
  host: string
  port: number
  /** TLS from the first byte (smtps). */
  isSecure: boolean
  /** Whether a connection that STARTTLS does not secure is given up. */
  demandsTls: boolean
  credentials: { user: string; pass: string } | null
  tls?: ConnectionOptions
}

/**
 * Reads smtp://user:password@host:587 or smtps://host:465. A password goes over TLS alone; `?tls=optional` lets it go without, `?tls=required`
 * demands TLS without a password too. Null when it is no such URL.
 */
export function readSmtpUrl(text: string): SmtpServer | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname || !/^\/?$/.test(url.pathname)) return null
  const tls = url.searchParams.get('tls')
  if (tls !== null && tls !== 'required' && tls !== 'optional') return null
  const isSecure = url.protocol === 'smtps:'
  const credentials = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : null
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isSecure ? 465 : 587),
    isSecure,
    demandsTls: tls === null ? credentials !== null : tls === 'required',
    credentials,
  }
}
