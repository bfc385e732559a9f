import type { Tried } from './try-row.ts'

const largestAnswerBytes = 2 * 1024 * 1024
const cpuBoundMs = 500
const renderingCpuBoundMs = 1_000
const turnBoundMs = 50
const leastP99BoundMs = 250

/** What went beyond its bound, as short sentences; bounds of time are scaled by how slow this machine is. */
export function breachesOf({ row, alone, sent, control, during, turn }: Tried, calibrationMs: number): string[] {
  const breaches: string[] = []
  const scale = Math.max(1, calibrationMs)
  const over = (what: string, is: number, bound: number, unit: string) => {
    if (is > bound) breaches.push(`${what} ${is.toFixed(0)} ${unit}, at most ${bound.toFixed(0)}`)
  }
  if (!alone.isExpected) breaches.push(`told ${alone.verdict}`)
  over('median', during.medianMs, 2 * control.medianMs, 'ms')
  over('p99', during.p99Ms, Math.max(2 * control.p99Ms, leastP99BoundMs * scale), 'ms')
  over('turn', turn.cpuMs, turnBoundMs * scale, `ms (${turn.service})`)
  over('answer', Math.max(alone.bytes, sent.largestAnswerBytes), largestAnswerBytes, 'bytes')
  over('processor time of one', alone.cpuMs, (row.rendersText ? renderingCpuBoundMs : cpuBoundMs) * scale, 'ms')
  if (during.failed > control.failed) breaches.push(`${during.failed} of the bystander's requests failed`)
  return breaches
}
