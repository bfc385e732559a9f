import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { type Contestant, ours, withContestants } from '../forums/contestant.ts'
import { cpuByProcess, totalOf } from '../measure/forum-processes.ts'
import { printTable } from '../measure/report.ts'
import { makeWriters, type Writers } from './writers.ts'

type Load = { name: string; perSecond: number; seconds: number }

const likeLoads: readonly Load[] = [
  { name: 'like_ms', perSecond: 1, seconds: 100 },
  { name: 'like20_ms', perSecond: 20, seconds: 10 },
  { name: 'like300_ms', perSecond: 300, seconds: 15 },
]
const textsPerSecond = 5
const textSeconds = 20
const probesPerSecond = 5
const lookEveryMs = 20
const longestMs = 30_000

/**
 * What it costs when people write, and how soon a like is a number: ours and the baseline's at the same time, since what is counted is
 * processor time. Of likes ClickHouse's alone, merges included; of comments and posts everybody's. What is used at rest, in windows as long before and after,
 * is taken off.
 */
export const writes: Bench = ({ baseline }) =>
  withContestants([{ name: 'baseline', checkout: baseline }, ours], 'demo', async (contestants) => {
    const measured = await Promise.all(contestants.map(measure))
    const names = Object.keys(measured.at(-1)?.figures ?? {})
    printTable([
      ['', ...contestants.map(({ name }) => name)],
      ...names.map((name) => [name, ...measured.map(({ figures }) => (figures[name] ?? Number.NaN).toFixed(1))]),
    ])
    return {
      figures: measured.at(-1)?.figures ?? {},
      details: Object.fromEntries(measured.map(({ name, figures }) => [name, figures])),
    }
  })

async function measure({ name, url, pid }: Contestant): Promise<{ name: string; figures: Record<string, number> }> {
  const writers = await makeWriters(url)
  const figures: Record<string, number> = {}
  const clickhouse = () => cpuByProcess(pid).clickhouse
  const everybody = () => totalOf(cpuByProcess(pid))
  for (const load of likeLoads) {
    const isFast = load.perSecond === 300
    const probing = new AbortController()
    let delays: number[] = []
    figures[load.name] = await costOf(load, clickhouse, async () => {
      const probes = isFast ? probe(writers, probing.signal) : Promise.resolve([])
      await atRate(load, writers.nextLike)
      probing.abort()
      delays = await probes
    })
    if (isFast) {
      const sorted = delays.toSorted((a, b) => a - b)
      figures['like_to_number_p50_ms'] = sorted[Math.floor(sorted.length * 0.5)] ?? Number.NaN
      figures['like_to_number_p99_ms'] = sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN
    }
    console.log(`${name}: ${load.name} was measured`)
  }
  const texts = { perSecond: textsPerSecond, seconds: textSeconds }
  const body = 'Water first, then the leaves, then *time*: 3 minutes for green tea, 5 for black, and `none` for mate.'
  let written = 0
  const writer = () => {
    const person = writers.people[(written += 1) % writers.people.length]
    if (!person) throw new Error('there are people')
    return person
  }
  figures['comment_ms'] = await costOf(texts, everybody, () =>
    atRate(texts, async () => {
      const post = writers.probed[written % writers.probed.length]
      if (post) await writer().comment(post, body)
    }),
  )
  figures['post_ms'] = await costOf(texts, everybody, () =>
    atRate(texts, async () => void (await writer().post({ title: 'On tea', body }))),
  )
  return { name, figures }
}

/** Milliseconds of processor time for each of a load's requests, less what is used in windows without it. */
async function costOf(
  { perSecond, seconds }: Pick<Load, 'perSecond' | 'seconds'>,
  cpuMs: () => number,
  work: () => Promise<unknown>,
): Promise<number> {
  const windowMs = seconds * 1_000
  const during = async (of: () => Promise<unknown>) => {
    const before = cpuMs()
    const began = performance.now()
    // What goes on after the last answer counts too: it is at most as long as the window.
    await Promise.all([of(), wait(windowMs)])
    return ((cpuMs() - before) / (performance.now() - began)) * windowMs
  }
  const restBefore = await during(async () => undefined)
  const busy = await during(work)
  const restAfter = await during(async () => undefined)
  return (busy - (restBefore + restAfter) / 2) / (perSecond * seconds)
}

/** Begins so many a second, whether those before have ended or not, and waits for all. */
async function atRate(
  { perSecond, seconds }: Pick<Load, 'perSecond' | 'seconds'>,
  one: () => Promise<void>,
): Promise<void> {
  const began = performance.now()
  const asked: Promise<void>[] = []
  for (let number = 0; number < perSecond * seconds; number += 1) {
    await wait(Math.max(0, began + (number * 1_000) / perSecond - performance.now()))
    asked.push(one())
  }
  await Promise.all(asked)
}

/** Milliseconds from the answer to a like until the post's number shows it, five a second. */
async function probe({ people, probed, guest }: Writers, stop: AbortSignal): Promise<number[]> {
  const delays: Promise<number>[] = []
  for (let number = 0; !stop.aborted && number < probed.length; number += 1) {
    const [person, post] = [people[number % people.length], probed[number]]
    if (person && post)
      delays.push(
        (async () => {
          const client = guest()
          const likes = async () => {
            const { post: found } = await client.query<{ post: { stats: { likes: number } } }>(
              'query BenchProbe($id: ID!) { post(id: $id) { stats { likes } } }',
              { id: post.id },
            )
            return found.stats.likes
          }
          const before = await likes()
          await person.like(post)
          const answered = performance.now()
          while ((await likes()) <= before) {
            if (performance.now() - answered > longestMs) throw new Error(`a like was no number after ${longestMs} ms`)
            await wait(lookEveryMs)
          }
          return performance.now() - answered
        })(),
      )
    await wait(1_000 / probesPerSecond, undefined, { signal: stop }).catch(() => undefined)
  }
  return Promise.all(delays)
}
