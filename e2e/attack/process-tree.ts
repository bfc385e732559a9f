import { readdirSync, readFileSync } from 'node:fs'

// Linux only: what the processes below this one use, as /proc tells it.

const msPerTick = 10

/** Processor time so far of every process that descends from `root` and is not in `without`, in milliseconds. */
export function treeCpuMs(root: number, without: ReadonlySet<number>): number {
  const parents = new Map<number, number>()
  const spent = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined
    if (!stat) continue
    parents.set(Number(name), stat.parent)
    spent.set(Number(name), stat.cpuMs)
  }
  let total = 0
  for (const [pid, cpuMs] of spent) if (pid !== root && isBelow(pid, root, parents, without)) total += cpuMs
  return total
}

function isBelow(
  pid: number,
  root: number,
  parents: ReadonlyMap<number, number>,
  without: ReadonlySet<number>,
): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) {
    if (without.has(at)) return false
    if (at === root) return true
  }
  return false
}

/** What a process used, its ended children's time too, so that nothing that ends between two looks is lost. */
function statOf(pid: number): { parent: number; cpuMs: number } | undefined {
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
  return { parent: fields[1] ?? 0, cpuMs: (user + system + childUser + childSystem) * msPerTick }
}
