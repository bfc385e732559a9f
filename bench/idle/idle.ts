import { setTimeout as wait } from 'node:timers/promises'
import { startTemporaryStack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import type { Bench } from '../bench.ts'
import { type Contestant, ours, withContestants } from '../forums/contestant.ts'
import {
  type ByProcess,
  cpuByProcess,
  minus,
  per,
  processNames,
  pssMiBByProcess,
  totalOf,
} from '../measure/forum-processes.ts'
import { printTable } from '../measure/report.ts'

const settleMs = 20_000
const seconds = 60

/** What the forum takes when nobody comes: milliseconds of CPU a second, and memory. */
export const idle: Bench = async ({ baseline }) => {
  const found = new Map<string, { cpu: ByProcess; memory: ByProcess }>()
  for (const version of [{ name: 'baseline', checkout: baseline }, ours])
    await withContestants([version], null, async ([contestant]) => {
      if (contestant) found.set(version.name, await atRest(contestant))
    })
  const rows = [['version', '', 'all', ...processNames]]
  for (const [name, { cpu, memory }] of found) {
    rows.push([name, 'ms of CPU a second', totalOf(cpu).toFixed(0), ...processNames.map((one) => cpu[one].toFixed(0))])
    rows.push([name, 'MiB', totalOf(memory).toFixed(0), ...processNames.map((one) => memory[one].toFixed(0))])
  }
  const floor = await storesAlone()
  rows.push([
    'stores alone',
    'ms of CPU a second',
    totalOf(floor).toFixed(0),
    ...processNames.map((one) => floor[one].toFixed(0)),
  ])
  printTable(rows)
  const own = found.get(ours.name)
  if (!own) throw new Error('this version was not measured')
  return {
    figures: {
      cpu_ms_s: totalOf(own.cpu),
      above_floor_ms_s: totalOf(own.cpu) - totalOf(floor),
      pss_mb: totalOf(own.memory),
    },
    details: Object.fromEntries(found),
  }
}

/** What the stores take without a forum. */
async function storesAlone(): Promise<ByProcess> {
  const { remove } = await startTemporaryStack({ logger: createLogger({ name: 'bench', level: 'error' }) })
  try {
    return (await atRest({ pid: process.pid })).cpu
  } finally {
    await remove()
  }
}

async function atRest({ pid }: Pick<Contestant, 'pid'>): Promise<{ cpu: ByProcess; memory: ByProcess }> {
  await wait(settleMs)
  const before = cpuByProcess(pid)
  await wait(seconds * 1_000)
  return { cpu: per(minus(cpuByProcess(pid), before), seconds), memory: pssMiBByProcess(pid) }
}
