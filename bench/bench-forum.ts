import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ForumNetwork } from '@forum/e2e'
import { removeStackData, Stack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'

export type BenchForum = { network: ForumNetwork; clickhousePid: number }

/** Runs `work` with a whole forum over stores of its own, on 127.0.0.1, and leaves nothing behind. */
export async function withForum(work: (forum: BenchForum) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'forum-bench-'))
  chmodSync(directory, 0o711) // root's Postgres runs as another user, who must be able to enter
  const stack = await Stack.start({ dataDirectory: directory, logger: createLogger({ name: 'bench', level: 'error' }) })
  try {
    const { postgres, kafka, clickhouse } = stack
    if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
    const network = await ForumNetwork.start({
      postgresUrl: postgres.url,
      kafkaBrokers: kafka.url,
      clickhouseUrl: clickhouse.url,
    })
    try {
      await work({ network, clickhousePid: clickhouse.pid })
    } finally {
      await network.stop({ withData: false })
    }
  } finally {
    await stack.stop()
    removeStackData(directory)
    rmSync(directory, { recursive: true, force: true })
  }
}
