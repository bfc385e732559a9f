import { Pool } from 'undici'
import type { AttackRequest } from './row.ts'

/** What attacks may do at most: from one account or address. */
export const bounds = { connections: 64, requestsPerSecond: 500 } as const

export type SendOrder = {
  url: string
  headers: Record<string, string>
  requests: AttackRequest[]
  /** So many in all; as many as the rate allows when it is absent. */
  times?: number
  forMs: number
}

export type Sent = {
  sent: number
  /** How many answers had which HTTP status; 0 for a connection that ended without one. */
  statuses: Record<string, number>
  largestAnswerBytes: number
  slowestMs: number
}

/** Sends what is ordered over 64 connections, at most 500 a second, and stops when the time is over. */
export async function send({
  url,
  headers,
  requests,
  times = Number.POSITIVE_INFINITY,
  forMs,
}: SendOrder): Promise<Sent> {
  const pool = new Pool(url, {
    connections: bounds.connections,
    pipelining: 1,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  })
  const report: Sent = { sent: 0, statuses: {}, largestAnswerBytes: 0, slowestMs: 0 }
  const began = performance.now()
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), forMs)
  const isOver = () => ending.signal.aborted || report.sent >= times

  const one = async (request: AttackRequest): Promise<void> => {
    const startedAt = performance.now()
    try {
      const { statusCode, body } = await pool.request({ ...wire(request, headers), signal: ending.signal })
      let bytes = 0
      for await (const chunk of body) bytes += (chunk as Buffer).length // undici gives Buffers
      report.statuses[statusCode] = (report.statuses[statusCode] ?? 0) + 1
      report.largestAnswerBytes = Math.max(report.largestAnswerBytes, bytes)
    } catch (error) {
      if (ending.signal.aborted) return
      report.statuses[0] = (report.statuses[0] ?? 0) + 1
      if (!(error instanceof Error)) throw error
    }
    report.slowestMs = Math.max(report.slowestMs, performance.now() - startedAt)
  }

  const worker = async (): Promise<void> => {
    while (!isOver()) {
      const number = report.sent++
      const dueMs = began + (number * 1000) / bounds.requestsPerSecond - performance.now()
      if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs))
      const request = requests[number % requests.length]
      if (request && !ending.signal.aborted) await one(request)
    }
  }
  await Promise.all(Array.from({ length: bounds.connections }, worker))
  clearTimeout(timer)
  await pool.destroy()
  return report
}

/** A request as undici takes it. */
export function wire(request: AttackRequest, headers: Record<string, string>) {
  if ('path' in request)
    return { method: 'GET' as const, path: request.path, headers: { ...headers, accept: request.accept ?? '*/*' } }
  const { document: query, variables, operationName } = request
  return {
    method: 'POST' as const,
    path: '/graphql',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables, operationName }),
  }
}
