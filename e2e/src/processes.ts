import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'

// Linux only: what a process and those below it use, as /proc tells it.

const msPerTick = 10

/** Processor time of all threads of a process so far, in milliseconds. */
export function cpuMs(pid: number): number {
  const stat = statOf(pid)
  if (!stat) throw new Error(`the process ${pid} has ended`)
  return stat.ownMs
}

/** A process that descends from another, and the processor time so far of it and of its children that have ended. */
export type Descendant = { pid: number; cpuMs: number }

/** Every process that descends from `root`. */
export const processesBelow = (root: number): Descendant[] => processTree(root).filter(({ pid }) => pid !== root)

/** `root` itself, if it runs, and every process that descends from it. */
export function processTree(root: number): Descendant[] {
  const stats = new Map<number, Stat>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (stat) stats.set(Number(name), stat)
  }
  return [...stats]
    .filter(([pid]) => isBelow(pid, root, stats))
    .map(([pid, { ownMs, childrenMs }]) => ({ pid, cpuMs: ownMs + childrenMs }))
}

/** Processor time so far of every process that descends from `root`, in milliseconds. */
export const treeCpuMs = (root: number): number => processesBelow(root).reduce((sum, { cpuMs: ms }) => sum + ms, 0)

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

function isBelow(pid: number, root: number, stats: ReadonlyMap<number, Stat>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = stats.get(at)?.parent) {
    if (at === root) return true
  }
  return false
}

/** What a process used itself, and its ended children, so that nothing that ends between two looks is lost. */
type Stat = { parent: number; ownMs: number; childrenMs: number }

function statOf(pid: number): Stat | undefined {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return undefined // it has ended since the folder was read
  }
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15)
  return {
    parent: fields[1] ?? 0,
    ownMs: (user + system) * msPerTick,
    childrenMs: (childUser + childSystem) * msPerTick,
  }
}
