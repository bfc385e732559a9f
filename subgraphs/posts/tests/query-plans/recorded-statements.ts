import pg from 'pg'
import { vi } from 'vitest'
import { z } from 'zod'

export type Statement = { text: string; values: readonly unknown[] }

const sent = z.object({ text: z.string(), values: z.array(z.unknown()).optional() })

/** What the driver sends to Postgres while `work` runs: seen at the driver, below every layer of ours. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[]> {
  const spy = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await work()
    return spy.mock.calls.flatMap(([first]) => {
      const { success, data } = sent.safeParse(first)
      return success ? [{ text: data.text, values: data.values ?? [] }] : []
    })
  } finally {
    spy.mockRestore()
  }
}
