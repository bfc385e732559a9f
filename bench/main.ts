import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { calibrationMs, measuredVersion, withCheckout } from '@forum/e2e'
import type { Bench } from './bench.ts'
import { gateway } from './gateway/gateway.ts'
import { growth } from './growth/growth.ts'
import { idle } from './idle/idle.ts'
import { type Found, report } from './measure/report.ts'
import { pages } from './pages/pages.ts'
import { paint } from './paint/paint.ts'
import { writes } from './writes/writes.ts'

// npm run bench -- NAME: runs this version and the former one beside each other on 127.0.0.1, in turns, and prints how they compare.

const compared: Readonly<Record<string, Bench>> = { gateway, pages, writes, idle, paint }

const usage = `Usage: npm run bench -- ${Object.keys(compared).join('|')} [--baseline DIR] [--rounds 3] [--seconds 30] [--peer NAME=URL]
       npm run bench -- growth [--sizes 10000,100000,1000000] [--keep DIR] [--requests 1000] [--rounds 3]
  --baseline  a checkout of the version to compare with; else ${measuredVersion.name} is checked out and built for this run.
  --seconds   of each window of writes; 30 are enough for 100 lonely likes in three rounds.
  --peer      of pages: any program that listens on this machine, and its page of 20 topics; {page} in the URL is the page's number.
  --sizes     of growth: how many posts, the smallest first.
  --requests  of growth: of each page at each size; the goals are about 1000.
  --keep      of growth: the folder in which the forums stay for another run; else they are removed.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    baseline: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '30' },
    peer: { type: 'string' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    keep: { type: 'string' },
    requests: { type: 'string', default: '1000' },
  },
})
const [name = ''] = positionals
const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)]
const requests = Number(values.requests)
const sizes = values.sizes.split(',').map(Number)
const [, peerName, peerUrl] = /^(\w+)=(http:\/\/.+)$/.exec(values.peer ?? '') ?? []
const isWithin = (count: number, least: number, most: number) =>
  Number.isInteger(count) && count >= least && count <= most

const isRight =
  positionals.length === 1 &&
  (name === 'growth' || Object.hasOwn(compared, name)) &&
  isWithin(rounds, 3, 50) &&
  isWithin(seconds, 5, 60) &&
  isWithin(requests, 30, 100_000) &&
  sizes.every((size) => isWithin(size, 1_000, 10_000_000)) &&
  (values.peer === undefined) === (peerUrl === undefined)
if (!isRight) {
  console.error(usage)
  process.exit(2)
}

const calibration = { before: calibrationMs() }
report(name, await found(), calibration)

async function found(): Promise<Found> {
  const bench = compared[name]
  if (!bench) return await growth({ sizes, keep: values.keep ?? null, rounds, requests })
  const peer = peerName && peerUrl ? { name: peerName, url: peerUrl } : null
  const run = (baseline: string) => bench({ baseline, rounds, seconds, peer })
  return await (values.baseline ? run(resolve(values.baseline)) : withCheckout(measuredVersion, run))
}
