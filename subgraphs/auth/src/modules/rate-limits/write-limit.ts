import type { Allowance } from './rate-limiter.ts'

/** What one account may change here: 300 writes in 10 minutes. */
export const writesOf = (accountId: string): Allowance => ({
  name: 'writes',
  subject: [accountId],
  points: 300,
  windowSeconds: 600,
})
