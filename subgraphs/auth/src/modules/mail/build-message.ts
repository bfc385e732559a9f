import MailComposer from 'nodemailer/lib/mail-composer'
import type { OutgoingMail } from './mail-delivery.ts'

/** The mail as RFC 5322 text with CRLF: text and HTML as alternatives, a Date, and no reply from a machine wanted. */
export async function buildMessage(mail: OutgoingMail): Promise<Buffer> {
  const { messageId, from, to, subject, text, html, headers } = mail
  const composer = new MailComposer({
    from,
    // As an object: a text would be read as a list of addresses.
    to: { name: '', address: to },
    subject,
    messageId: `<${messageId}>`,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...headers },
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
