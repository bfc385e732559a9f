import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'

export type Seen = { asked: number; failed: number; medianMs: number; p99Ms: number }

const everyMs = 100
const feed = JSON.stringify({
  query: 'query Bystander { feed(first: 20) { edges { node { id title excerpt author { handle } commentCount } } } }',
})

/** Somebody who asks for the feed ten times a second, whether the answer before has come or not. */
export async function lookOn(url: string, address: string, forMs: number): Promise<Seen> {
  const pool = new Pool(url, { connections: 20 })
  const times: number[] = []
  let failed = 0
  const ask = async (): Promise<void> => {
    const began = performance.now()
    const isWhole = await read(pool, address).catch(() => false) // no answer at all is a failed one
    times.push(performance.now() - began)
    if (!isWhole) failed += 1
  }
  const asked: Promise<void>[] = []
  const deadline = performance.now() + forMs
  for (let next = performance.now(); next < deadline; next += everyMs) {
    await wait(Math.max(0, next - performance.now()))
    asked.push(ask())
  }
  await Promise.all(asked)
  await pool.destroy()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { asked: asked.length, failed, medianMs: at(0.5), p99Ms: at(0.99) }
}

async function read(pool: Pool, address: string): Promise<boolean> {
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: feed,
  })
  const text = await body.text()
  return statusCode === 200 && !text.includes('"errors"')
}
