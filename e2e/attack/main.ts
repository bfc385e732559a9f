import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { calibrationMs } from '../src/calibrate.ts'
import { treeCpuMs } from '../src/processes.ts'
import { withAttackForum } from './attack-forum.ts'
import { breachesOf } from './breaches.ts'
import { lookOn } from './bystander.ts'
import { rows } from './rows/index.ts'
import { bounds } from './sender.ts'
import { headOfTable, lineOfTable } from './table.ts'
import { type Tried, tryRow } from './try-row.ts'
import { makeWorld } from './world.ts'

// npm run attack: tries what once stopped the forum, against a forum of its own on 127.0.0.1, while somebody reads the feed.

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '20' },
    restarted: { type: 'boolean', default: false },
  },
})
const forMs = Number(values.seconds) * 1000
const chosen = rows.filter(({ id }) => values.only === '' || id === values.only || id.startsWith(`${values.only}.`))
if (!(forMs >= 2_000 && forMs <= 60_000) || chosen.length === 0) {
  console.error(
    'Say what exists: npm run attack -- --only A4 (a row or a letter with its number) --seconds 20 (from 2 to 60) --restarted.',
  )
  process.exit(2)
}

const breached: string[] = []
const calibrations: number[] = []
await withAttackForum(async (forum) => {
  const { network } = forum
  console.log(`making a forum to attack (${chosen.length} rows, ${forMs / 1000} s each) …`)
  const world = await makeWorld(network)
  // Over the same stores, so that nothing is warm, compiled or kept any more.
  if (values.restarted)
    for (const service of ['auth', 'posts', 'stats', 'gateway'] as const) {
      await network.kill(service)
      await network.restart(service)
    }
  await lookOn(network.url, '198.19.0.1', 5_000) // so that no row is the first to run some code
  const idleCpuMsPerS = await idleCpu()
  console.log(
    `at rest ${idleCpuMsPerS.toFixed(0)} ms of processor time a second; at most ${bounds.connections} connections and ${bounds.requestsPerSecond} requests a second\n`,
  )
  console.log(headOfTable)
  let calibration = calibrationMs()
  calibrations.push(calibration)
  for (const row of chosen) {
    const tried: Tried = await tryRow({ forum, world, forMs, idleCpuMsPerS }, row)
    // A machine that is shared is now fast, now slow: by a factor of two within the hour.
    const before = calibration
    calibration = calibrationMs()
    calibrations.push(calibration)
    const breaches = breachesOf(tried, (before + calibration) / 2)
    console.log(lineOfTable(tried))
    for (const breach of breaches) {
      console.log(`       BEYOND: ${breach}`)
      breached.push(`${row.id}: ${breach}`)
    }
    await wait(2_000)
  }
})
console.log(
  `\n${chosen.length} rows, ${breached.length} beyond their bounds; calibration from ${Math.min(...calibrations).toFixed(2)} to ${Math.max(...calibrations).toFixed(2)} ms.`,
)
process.exit(breached.length === 0 ? 0 : 1)

async function idleCpu(): Promise<number> {
  await wait(3_000)
  const before = treeCpuMs(process.pid)
  await wait(5_000)
  return (treeCpuMs(process.pid) - before) / 5
}
