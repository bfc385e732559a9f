import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { calibrationMs, measuredVersion, withCheckout } from '@forum/e2e'
import type { Bench } from './bench.ts'
import { gateway } from './gateway/gateway.ts'
import { idle } from './idle/idle.ts'
import { report } from './measure/report.ts'
import { pages } from './pages/pages.ts'
import { paint } from './paint/paint.ts'

// npm run bench -- NAME: runs this version and the former one beside each other on 127.0.0.1, in turns, and prints how they compare.

const benches: Readonly<Record<string, Bench>> = { gateway, pages, idle, paint }

const usage = `Usage: npm run bench -- ${Object.keys(benches).join('|')} [--baseline DIR] [--rounds 3]
  --baseline  a checkout of the version to compare with; else ${measuredVersion.name} is checked out and built for this run.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    baseline: { type: 'string' },
    rounds: { type: 'string', default: '3' },
  },
})
const [name = ''] = positionals
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined
const rounds = Number(values.rounds)
if (!bench || positionals.length !== 1 || !Number.isInteger(rounds) || rounds < 3 || rounds > 50) {
  console.error(usage)
  process.exit(2)
}
const calibration = { before: calibrationMs() }
const run = (baseline: string) => bench({ baseline, rounds })
const found = await (values.baseline ? run(resolve(values.baseline)) : withCheckout(measuredVersion, run))
report(name, found, calibration)
