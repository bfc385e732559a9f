import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { rows } from './attack/rows/index.ts'
import { judge } from './attack/verdict.ts'
import { type AttackWorld, makeWorld } from './attack/world.ts'
import type { ForumNetwork } from './src/index.ts'
import { showLogsOnFailure, startNetwork } from './src/start-network.ts'

// Each attack of `npm run attack`, once: what its sender is told, and how much. How it feels for others is measured there.

let forum: ForumNetwork
let world: AttackWorld

beforeAll(async () => {
  forum = await startNetwork({ environment: { gateway: { TRUST_PROXY: 'loopback' } } })
  world = await makeWorld(forum)
})
afterAll(() => forum?.stop())
beforeEach(() => showLogsOnFailure(forum))

test.each(rows.map((row, index) => ({ ...row, index })))('$id: $what', async (row) => {
  const [request] = row.requests(world)
  if (!request) throw new Error(`${row.id} sends nothing`)
  const headers: Record<string, string> = { 'x-forwarded-for': `198.18.0.${row.index + 1}` }
  if (row.as !== 'guest') headers['authorization'] = `Bearer ${await world.token(row.as)}`
  const { verdict, bytes } = await judge(forum.url, row, request, headers)
  expect([row.verdict].flat()).toContain(verdict)
  expect(bytes).toBeLessThanOrEqual(2 * 1024 * 1024)
})
