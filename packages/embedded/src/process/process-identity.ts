import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process and when it started: a pid alone may be somebody else's by now. */
export type ProcessIdentity = { pid: number; startedAt: string }

/** When the process with this pid started, in the system's own words; null if there is none (a zombie counts as none). */
function startOf(pid: number): string | null {
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid)
}

function startFromProc(pid: number): string | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')) return null
    throw error
  }
  // The name in brackets may hold spaces and brackets itself; field 3 (state) follows the last one, field 22 is the start in clock ticks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A killed process whose first thread is gone shows as a zombie while other threads (field 20 counts them) still hold its files and ports.
  const isGone = fields[0] === 'X' || (fields[0] === 'Z' && Number(fields[17]) <= 1)
  return isGone ? null : `${bootId()}:${fields[19]}`
}

let knownBootId: string | undefined

/** Read once: it changes with the machine's start, and this process does not outlive one. */
function bootId(): string {
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return knownBootId
}

function startFromPs(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null // ps leaves with 1 when there is no such process
  }
}

/** The identity of a running process; null if it has gone. */
export function identify(pid: number): ProcessIdentity | null {
  const startedAt = startOf(pid)
  return startedAt === null ? null : { pid, startedAt }
}

/** Whether exactly this process still runs. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return startOf(pid) === startedAt
}
