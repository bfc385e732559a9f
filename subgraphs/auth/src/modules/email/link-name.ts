import { z } from 'zod'

/** A link in the data of a mail that waits. */
export const linkName = z.object({
  accountId: z.string(),
  purpose: z.enum(['VERIFY', 'CHANGE', 'RESET']),
  id: z.string(),
})
