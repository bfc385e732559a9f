import { z } from 'zod'
import { defineEvent } from '../event.ts'

export const operationCompleted = defineEvent({
  type: 'operation_completed',
  topic: 'gateway',
  source: 'forum/gateway',
  data: z.object({
    name: z.string(),
    client: z.string(),
    durationMs: z.number().min(0),
    outcome: z.enum(['ok', 'error']),
    /** extensions.code of the first error. */
    code: z.string().nullable(),
  }),
  key: () => null,
})
