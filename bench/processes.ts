import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

// Linux only: what a process uses, as /proc tells it.

const ticksPerSecond = 100

/** Processor time of all its threads so far, in milliseconds. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond
}

/** Resident memory in MiB. */
export function residentMiB(pid: number): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}

/** The highest resident memory of each process while `work` runs, looked at every 20 ms. */
export async function peaksDuring<T>(
  pids: Record<string, number>,
  work: () => Promise<T>,
): Promise<{ result: T; peaks: Record<string, number> }> {
  const peaks = Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, residentMiB(pid)]))
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      for (const [name, pid] of Object.entries(pids)) peaks[name] = Math.max(peaks[name] ?? 0, residentMiB(pid))
      await delay(20)
    }
  })()
  try {
    return { result: await work(), peaks }
  } finally {
    isOver = true
    await watching
  }
}
