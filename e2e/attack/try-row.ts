import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { treeCpuMs } from '../src/processes.ts'
import type { AttackForum } from './attack-forum.ts'
import { lookOn, type Seen } from './bystander.ts'
import type { AttackRequest, Row } from './row.ts'
import type { SendOrder, Sent } from './sender.ts'
import { type LongestTurn, longestTurnSince } from './turns.ts'
import { type Judged, judge } from './verdict.ts'
import type { AttackWorld } from './world.ts'

export type Tried = {
  row: Row
  alone: Judged & { cpuMs: number; wallMs: number }
  sent: Sent
  control: Seen
  before: Seen
  during: Seen
  after: Seen
  turn: LongestTurn
}

export type Trial = { forum: AttackForum; world: AttackWorld; forMs: number; idleCpuMsPerS: number }

const harmless: AttackRequest = { document: 'query Harmless { feed(first: 1) { served } }' }

/** How long a control stands for the rows that send as much as it did: machines change within the hour, not within minutes. */
const controlForMs = 5 * 60_000
const controls = new Map<string, { madeAt: number; seen: Seen }>()

let addresses = 0
/** Nobody before had this one: a bucket that is full. */
const newAddress = (): string => `198.18.${Math.floor(++addresses / 250)}.${(addresses % 250) + 1}`

/** Tries one row: once alone for its cost, once as it is before a bystander, who saw a control with as many harmless requests too. */
export async function tryRow(trial: Trial, row: Row): Promise<Tried> {
  const { forum, world, forMs } = trial
  const { url } = forum.network
  const alone = await askAlone(trial, row)
  const control = await controlOf(trial, row)
  const before = await lookOn(url, newAddress(), forMs / 8)
  const asItIs = { ...(await orderOf(row, world)), url, forMs }
  const since = Date.now()
  const attack = await underFire({ ...asItIs, headers: { ...asItIs.headers, 'x-forwarded-for': newAddress() } }, forMs)
  const turn = longestTurnSince(forum.network, forum.turnsDirectory, since)
  const after = await lookOn(url, newAddress(), forMs / 8)
  return { row, alone, sent: attack.sent, control, before, during: attack.seen, after, turn }
}

/** What a bystander sees while the same client sends as many harmless requests. */
async function controlOf({ forum, world, forMs }: Trial, row: Row): Promise<Seen> {
  const key = `${row.as} ${row.times ?? 'as many as it can'}`
  const known = controls.get(key)
  if (known && Date.now() - known.madeAt < controlForMs) return known.seen
  const order = { ...(await orderOf(row, world)), requests: [harmless], url: forum.network.url, forMs }
  const { seen } = await underFire(order, forMs)
  controls.set(key, { madeAt: Date.now(), seen })
  await wait(1_000)
  return seen
}

async function orderOf(row: Row, world: AttackWorld): Promise<Pick<SendOrder, 'headers' | 'requests' | 'times'>> {
  const headers: Record<string, string> = { 'x-forwarded-for': newAddress() }
  if (row.as !== 'guest') headers['authorization'] = `Bearer ${await world.token(row.as)}`
  return { headers, requests: row.requests(world), ...(row.times ? { times: row.times } : {}) }
}

/** What one request of the row costs all processes of the forum together, less what they use at rest. */
async function askAlone({ forum, world, idleCpuMsPerS }: Trial, row: Row): Promise<Tried['alone']> {
  const { headers, requests } = await orderOf(row, world)
  const [request] = requests
  if (!request) throw new Error(`${row.id} sends nothing`)
  const cpuBefore = treeCpuMs(process.pid)
  const began = performance.now()
  const judged = await judge(forum.network.url, row, request, headers)
  const wallMs = performance.now() - began
  await wait(300) // what goes on after the answer counts too
  const restMs = ((performance.now() - began) / 1000) * idleCpuMsPerS
  return { ...judged, wallMs, cpuMs: Math.max(0, treeCpuMs(process.pid) - cpuBefore - restMs) }
}

async function underFire(order: SendOrder, forMs: number): Promise<{ sent: Sent; seen: Seen }> {
  const [sent, seen] = await Promise.all([fire(order), lookOn(order.url, newAddress(), forMs)])
  return { sent, seen }
}

function fire(order: SendOrder): Promise<Sent> {
  const attacker = fork(join(import.meta.dirname, 'attacker.ts'), { serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    attacker.once('message', (report: Sent) => resolve(report))
    attacker.once('error', reject)
    attacker.once('exit', (code) => reject(new Error(`the attacker ended by itself (${code})`)))
    attacker.send(order)
  })
}
