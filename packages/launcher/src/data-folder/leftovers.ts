import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { endLeftover } from '@forum/embedded'
import type { Logger } from '@forum/service-kit'
import { say } from '../terminal/progress.mjs'

/** In the order in which they are stopped: each by its label and its folder below the data folder. */
const groups = [
  [
    ['Gateway', 'services/gateway'],
    ['Vite', 'services/vite'],
  ],
  [
    ['Auth', 'services/auth'],
    ['Posts', 'services/posts'],
    ['Stats', 'services/stats'],
  ],
  [['Kafka', 'kafka']],
  [['ClickHouse', 'clickhouse']],
  [['Postgres', 'postgres']],
] as const

/** Ends what a killed launcher left running for this data folder, and nothing else: pid and start time must both be the recorded ones. */
export async function endLeftovers(dataDirectory: string, logger: Logger): Promise<void> {
  for (const group of groups) {
    await Promise.all(
      group.map(async ([label, folder]) => {
        const directory = join(dataDirectory, folder)
        if (!existsSync(join(directory, 'process.json'))) return
        say(label, 'ending what an earlier start left behind')
        await endLeftover(label, directory, logger)
      }),
    )
  }
}
