import { StoreUnavailable } from '@forum/events'
import {
  ConfigError,
  configExitCode,
  createLogger,
  createMetrics,
  Lifecycle,
  readConfig,
  StartError,
} from '@forum/service-kit'
import { storesSchema } from '../config.ts'
import { openStores, type Stores } from '../open-stores.ts'

/**
 * Runs a command over the stores of stats: opens them, closes them whatever happens, and answers with the command's exit code. What the
 * operator can mend is one sentence on stderr.
 */
export async function runCommand(
  work: (stores: Stores & { databaseUrl: string; logger: ReturnType<typeof createLogger> }) => Promise<number>,
): Promise<void> {
  const logger = createLogger({ name: 'stats-command', level: process.env.LOG_LEVEL ?? 'warn' })
  const lifecycle = new Lifecycle(logger, 10_000)
  try {
    const config = readConfig(storesSchema)
    const stores = await openStores({ config, logger, metrics: createMetrics('stats-command'), lifecycle })
    process.exitCode = await work({ ...stores, databaseUrl: config.STATS_DATABASE_URL, logger })
  } catch (error) {
    const isTheirs = error instanceof ConfigError || error instanceof StartError || error instanceof StoreUnavailable
    if (!isTheirs) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = error instanceof ConfigError ? configExitCode : 1
  } finally {
    await lifecycle.stop()
  }
}
