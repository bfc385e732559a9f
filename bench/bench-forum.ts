import { ForumNetwork } from '@forum/e2e'
import { startTemporaryStack } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'

export type BenchForum = { network: ForumNetwork; clickhousePid: number }

/** Runs `work` with a whole forum over stores of its own, on 127.0.0.1, and leaves nothing behind. */
export async function withForum(work: (forum: BenchForum) => Promise<void>): Promise<void> {
  // The services go with this process; its stores are ended by the next run if it is killed.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  const { stack, remove } = await startTemporaryStack({ logger: createLogger({ name: 'bench', level: 'error' }) })
  try {
    const { postgres, kafka, clickhouse } = stack
    if (!postgres || !kafka || !clickhouse) throw new Error('a whole stack has three stores')
    const network = await ForumNetwork.start({
      postgresUrl: postgres.url,
      kafka: kafka.address,
      clickhouseUrl: clickhouse.url,
    })
    try {
      await work({ network, clickhousePid: clickhouse.pid })
    } catch (error) {
      for (const name of ['gateway', 'auth', 'posts', 'stats'] as const)
        console.error(`--- ${name}\n${network.service(name).lastWords()}`)
      throw error
    } finally {
      await network.stop({ withData: false })
    }
  } finally {
    await remove()
  }
}
