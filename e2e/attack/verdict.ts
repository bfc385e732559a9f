import { Pool } from 'undici'
import type { AttackRequest, Row, Verdict } from './row.ts'
import { wire } from './sender.ts'

export type Judged = {
  verdict: string
  /** Whether it is one of those that the row names. */
  isExpected: boolean
  bytes: number
}

type Body = {
  data?: Record<string, { __typename?: string; code?: string } | null> | null
  errors?: { extensions?: { code?: string } }[]
}

/** Sends one request and reads what its sender is told. */
export async function judge(
  url: string,
  row: Row,
  request: AttackRequest,
  headers: Record<string, string>,
): Promise<Judged> {
  const pool = new Pool(url, { connections: 1, headersTimeout: 60_000, bodyTimeout: 60_000 })
  const expected: readonly Verdict[] = typeof row.verdict === 'string' ? [row.verdict] : row.verdict
  try {
    const { statusCode, body } = await pool.request(wire(request, headers))
    const text = await body.text()
    const verdict = 'path' in request ? verdictOfPage(statusCode) : verdictOf(JSON.parse(text))
    return { verdict, isExpected: expected.some((one) => one === verdict), bytes: Buffer.byteLength(text) }
  } catch (error) {
    // A service that does not answer is what is looked for here: it is said in the table.
    return { verdict: `no answer (${error instanceof Error ? error.name : 'unknown'})`, isExpected: false, bytes: 0 }
  } finally {
    await pool.destroy()
  }
}

function verdictOfPage(status: number): string {
  if (status === 404) return 'NOT_FOUND'
  return status < 400 ? 'DATA' : `HTTP ${status}`
}

function verdictOf({ data, errors }: Body): string {
  const [error] = errors ?? []
  if (error) return error.extensions?.code ?? 'an error without a code'
  const [outcome] = Object.values(data ?? {})
  const problem = outcome?.__typename
  return problem && !problem.endsWith('Success') && outcome.code ? `OUTCOME:${problem}` : 'DATA'
}
