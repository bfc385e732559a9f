import type { Allowance } from '../rate-limits/rate-limiter.ts'

/** What one address gets from us in a day that somebody else could have asked for: confirmations and resets, whoever asks. */
export const mailsTo = (email: string): Allowance => ({
  name: 'mails-to-address',
  subject: [email.toLowerCase()],
  points: 10,
  windowSeconds: 24 * 60 * 60,
})
