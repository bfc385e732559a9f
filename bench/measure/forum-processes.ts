import { readFileSync } from 'node:fs'
import { processesBelow } from '@forum/e2e'

/** What the processes of a forum are called in a report. */
export const processNames = [
  'gateway',
  'auth',
  'posts',
  'stats',
  'postgres',
  'kafka',
  'clickhouse',
  'launcher',
] as const
type ProcessName = (typeof processNames)[number]

/** Milliseconds or MiB, by process. */
export type ByProcess = Record<ProcessName, number>

export const none = (): ByProcess => ({
  gateway: 0,
  auth: 0,
  posts: 0,
  stats: 0,
  postgres: 0,
  kafka: 0,
  clickhouse: 0,
  launcher: 0,
})

/** Processor time so far, user and system, of every process of the forum whose launcher is `pid`; of what has ended, with what began it. */
export function cpuByProcess(pid: number): ByProcess {
  const sums = none()
  for (const { pid: one, cpuMs } of processesBelow(pid)) sums[nameOf(one)] += cpuMs
  return sums
}

/** Memory by proportional share (PSS): pages that processes share count once. */
export function pssMiBByProcess(pid: number): ByProcess {
  const sums = none()
  for (const { pid: one } of processesBelow(pid)) {
    const [, kilobytes = '0'] = /^Pss:\s+(\d+)/m.exec(read(`/proc/${one}/smaps_rollup`)) ?? []
    sums[nameOf(one)] += Number(kilobytes) / 1_024
  }
  return sums
}

export const totalOf = (sums: ByProcess): number => processNames.reduce((sum, name) => sum + sums[name], 0)

export const minus = (later: ByProcess, earlier: ByProcess): ByProcess =>
  mapped(later, (ms, name) => ms - earlier[name])

export const plus = (some: ByProcess, more: ByProcess): ByProcess => mapped(some, (ms, name) => ms + more[name])

export const per = (sums: ByProcess, count: number): ByProcess => mapped(sums, (ms) => ms / count)

function mapped(sums: ByProcess, change: (ms: number, name: ProcessName) => number): ByProcess {
  const result = none()
  for (const name of processNames) result[name] = change(sums[name], name)
  return result
}

const marks: readonly [ProcessName, RegExp][] = [
  ['gateway', /\bgateway\b/],
  ['auth', /\bauth\b/],
  ['posts', /\bposts\b/],
  ['stats', /\bstats\b/],
  ['clickhouse', /clickhouse|chdb/],
  ['postgres', /postgres/],
]

function nameOf(pid: number): ProcessName {
  const [program = '', ...rest] = read(`/proc/${pid}/cmdline`).split('\0')
  if (program.endsWith('java')) return 'kafka'
  if (program.startsWith('postgres:')) return 'postgres' // a session: it names the database that it is of
  // Arguments after the script may name what it is told about.
  const script = rest.find((word) => /\.(ts|m?js)$/.test(word)) ?? program
  return marks.find(([, mark]) => mark.test(script))?.[0] ?? 'launcher'
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended, or its memory is not ours to read
  }
}
