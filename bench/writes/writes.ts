import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { type Contestant, ours, withContestants } from '../forums/contestant.ts'
import { printTable } from '../measure/report.ts'
import { loads, probe, probedName } from './loads.ts'
import { aboveRest, during } from './measured.ts'
import { atRate } from './open-loop.ts'
import { detailsOf, figuresOf, Sums, tableOf } from './sums.ts'
import { noOutcomes, Writers } from './writers.ts'

/** Of a window, so much is load; in the rest of it what was written is worked off. */
const loadedShare = 0.8
const settleMs = 3_000
const warmUpSeconds = 5
/** What a window may take longer on a slow machine. */
const spareMs = 30_000

type Party = { contestant: Contestant; writers: Writers; sums: Sums }

/**
 * What it costs when people write, and how soon a like is a number. Every version has its turn in each round, and the others are idle meanwhile: both at 300
 * likes a second are more than two processors do. What a load takes above rest is summed over the rounds, and divided by what was accepted.
 */
export const writes: Bench = ({ baseline, rounds, seconds }) =>
  withContestants([{ name: 'baseline', checkout: baseline }, ours], 'demo', async (contestants) => {
    const parties: Party[] = []
    for (const contestant of contestants) {
      const writers = await Writers.register(contestant.url)
      parties.push({ contestant, writers, sums: new Sums() })
      console.log(`${contestant.name} is seeded and runs at ${contestant.url}`)
    }
    for (const party of parties) await warmUp(party)
    for (let round = 0; round < rounds; round += 1)
      for (const party of parties) {
        await measure(party, seconds)
        console.log(`${party.contestant.name}: round ${round + 1} of ${rounds} was measured`)
      }
    for (const { writers } of parties) await writers.close()
    const sums = new Map(parties.map((party) => [party.contestant.name, party.sums]))
    const own = sums.get(ours.name)
    if (!own) throw new Error('this version was not measured')
    printTable(tableOf(sums))
    return { figures: figuresOf(own), details: detailsOf(sums) }
  })

async function warmUp({ writers }: Party): Promise<void> {
  await refreshed(writers, (loads.length + 1) * warmUpSeconds * 1_000)
  for (const { perSecond, write } of loads)
    await atRate({ perSecond, seconds: warmUpSeconds }, () => write(writers, noOutcomes()))
  await probe(writers, { seconds: warmUpSeconds }, noOutcomes())
}

async function measure({ contestant: { pid }, writers, sums }: Party, seconds: number): Promise<void> {
  const windowMs = seconds * 1_000
  const loaded = seconds * loadedShare
  let before = await during(pid, windowMs)
  for (const { name, perSecond, write } of loads) {
    await refreshed(writers, windowMs)
    const outcomes = noOutcomes()
    let held = 0
    const busy = await during(pid, windowMs, async () => {
      held = (await atRate({ perSecond, seconds: loaded }, () => write(writers, outcomes))).held
    })
    if (outcomes.accepted === 0)
      throw new Error(`${name}: nothing was accepted, but refused with ${Object.keys(outcomes.refused).join(', ')}`)
    const after = await during(pid, windowMs)
    sums.add(name, { used: aboveRest(busy, before, after), outcomes, held })
    before = after
  }
  await refreshed(writers, windowMs)
  const outcomes = noOutcomes()
  sums.add(probedName, { outcomes, ...(await probe(writers, { seconds: loaded }, outcomes)) })
  await wait(settleMs)
}

/** Everybody has a token that lasts for the next window, and what that took is over. */
async function refreshed(writers: Writers, windowMs: number): Promise<void> {
  await writers.stayFor(windowMs + spareMs)
  await wait(settleMs)
}
