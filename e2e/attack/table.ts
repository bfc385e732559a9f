import type { Seen } from './bystander.ts'
import type { Tried } from './try-row.ts'

const columns = [6, 62, 26, 18, 16, 16, 16, 16, 9, 9, 10]
const row = (...cells: string[]): string =>
  cells
    .map((cell, n) => cell.padEnd(columns[n] ?? 0))
    .join(' ')
    .trimEnd()

export const headOfTable = row(
  'row',
  'what',
  'told',
  'sent (refused)',
  'before',
  'control',
  'during',
  'after',
  'turn',
  'one: cpu',
  'largest',
)

/** One line: of the bystander the median and p99 in milliseconds, of the longest turn and of one request the processor time. */
export function lineOfTable({ row: { id, what }, alone, sent, before, control, during, after, turn }: Tried): string {
  const refused = Object.entries(sent.statuses)
    .filter(([status]) => status !== '200')
    .reduce((sum, [, count]) => sum + count, 0)
  return row(
    id,
    what,
    alone.verdict,
    `${sent.sent} (${refused})`,
    pair(before),
    pair(control),
    pair(during),
    pair(after),
    `${turn.cpuMs.toFixed(0)} ms`,
    `${alone.cpuMs.toFixed(0)} ms`,
    `${(Math.max(sent.largestAnswerBytes, alone.bytes) / 1024).toFixed(0)} KB`,
  )
}

const pair = ({ medianMs, p99Ms }: Seen): string => `${medianMs.toFixed(0)} / ${p99Ms.toFixed(0)} ms`
