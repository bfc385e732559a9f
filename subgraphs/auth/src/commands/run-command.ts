import {
  ConfigError,
  cannotReach,
  configExitCode,
  createLogger,
  createMetrics,
  readConfig,
  StartError,
} from '@forum/service-kit'
import { commandSchema } from '../config.ts'
import { openDatabase } from '../database.ts'
import { limitsOf } from '../limits.ts'
import { createServices, type Services } from '../services.ts'

/** Runs one command of the operator over Auth's database: its line on stdout, or one line on stderr and exit 1 (78 for the environment). */
export async function runCommand(command: (services: Services, args: string[]) => Promise<string>): Promise<void> {
  try {
    const config = readConfig(commandSchema)
    const logger = createLogger({ name: 'auth', level: 'error' })
    const database = openDatabase({
      url: config.AUTH_DATABASE_URL,
      logger,
      metrics: createMetrics('auth'),
      pool: 'background',
      connections: 2,
    })
    try {
      await database.answers().catch((error: unknown) => {
        throw cannotReach(
          'AUTH_DATABASE_URL',
          config.AUTH_DATABASE_URL,
          error,
          'Start Postgres there, or give its address.',
        )
      })
      const services = createServices({
        database,
        publicUrl: config.PUBLIC_URL,
        tokenKeySecret: config.TOKEN_KEY_SECRET,
        limits: limitsOf({ LOGINS_PER_ADDRESS: 1, REGISTRATIONS_PER_ADDRESS: 1 }),
        isSeedingOn: false,
        logger,
      })
      console.log(await command(services, process.argv.slice(2)))
    } finally {
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StartError)) throw error
    console.error(error.message)
    process.exitCode = error instanceof ConfigError ? configExitCode : 1
  }
}
