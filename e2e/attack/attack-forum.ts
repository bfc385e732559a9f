import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startTemporaryStack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'
import { ForumNetwork } from '../src/index.ts'

export type AttackForum = { network: ForumNetwork; turnsDirectory: string }

const watchTurns = pathToFileURL(join(import.meta.dirname, 'watch-turns.ts')).href

/** Runs `work` with a whole forum over stores of its own, whose services write down their long turns, and leaves nothing behind; a signal too. */
export async function withAttackForum(work: (forum: AttackForum) => Promise<void>): Promise<void> {
  const steps: (() => Promise<void> | void)[] = []
  const cleanUp = async () => {
    for (let step = steps.pop(); step; step = steps.pop()) await step()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void cleanUp().finally(() => process.exit(1)))
  try {
    const turnsDirectory = mkdtempSync(join(tmpdir(), 'forum-attack-'))
    steps.push(() => rmSync(turnsDirectory, { recursive: true, force: true }))
    const { stack, remove } = await startTemporaryStack({ logger: createLogger({ name: 'attack', level: 'error' }) })
    steps.push(remove)
    const { postgres, kafka, clickhouse } = stack
    if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
    const own = { NODE_OPTIONS: `--import ${watchTurns}`, FORUM_TURNS_DIR: turnsDirectory }
    const network = await ForumNetwork.start({
      postgresUrl: postgres.url,
      kafka: kafka.address,
      clickhouseUrl: clickhouse.url,
      // Whoever attacks has an address of their own, as people behind a proxy have.
      environment: { auth: own, posts: own, stats: own, gateway: { ...own, TRUST_PROXY: 'loopback' } },
    })
    steps.push(() => network.stop({ withData: false }))
    await work({ network, turnsDirectory })
  } finally {
    await cleanUp()
  }
}
