import type { Registry } from 'prom-client'
import type { z } from 'zod'
import { ConfigError, readConfig } from './config.ts'
import { Lifecycle } from './lifecycle.ts'
import { createLogger, type Logger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { StartError } from './start-error.ts'
import { startTracing } from './tracing.ts'

/** sysexits.h EX_CONFIG: supervisors can tell that starting again will not help. */
export const configExitCode = 78

export type ServiceStart<Config> = { config: Config; logger: Logger; metrics: Registry; lifecycle: Lifecycle }

export type Service<Schema extends z.ZodObject> = {
  name: string
  config: Schema
  /** Opens what the service needs, registers how to close it with `lifecycle.onStop`, and returns when it serves. */
  start: (service: ServiceStart<z.output<Schema>>) => Promise<void>
}

/**
 * Runs a service from its first breath to its last: reads the configuration (wrong values: one line each on stderr, exit 78), starts it,
 * logs one `ready` line, and on SIGTERM, SIGINT or a fault that nobody caught stops everything in reverse order within 4 s.
 */
export async function runService<Schema extends z.ZodObject>({
  name,
  config: schema,
  start,
}: Service<Schema>): Promise<void> {
  const config = configOrExit(schema)
  const logger = createLogger({ name })
  const lifecycle = new Lifecycle(logger)

  const stopAndExit = async (exitCode: number) => {
    const clean = await lifecycle.stop()
    process.exit(exitCode === 0 && !clean ? 1 : exitCode)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      logger.info({ signal }, 'stopping')
      void stopAndExit(0)
    })
  }
  const onFault = (error: unknown) => {
    logger.fatal({ err: error }, 'a fault that nobody caught; stopping')
    void stopAndExit(1)
  }
  process.on('uncaughtException', onFault)
  process.on('unhandledRejection', onFault)

  try {
    const stopTracing = await startTracing(name)
    if (stopTracing) lifecycle.onStop('tracing', stopTracing)
    await start({ config, logger, metrics: createMetrics(name), lifecycle })
    if (!lifecycle.signal.aborted) logger.info({ ready: true }, 'ready')
  } catch (error) {
    const line = operatorLine(error)
    if (line) process.stderr.write(`${name}: ${line}\n`)
    else logger.fatal({ err: error }, 'could not start')
    await stopAndExit(1)
  }
}

function configOrExit<Schema extends z.ZodObject>(schema: Schema): z.output<Schema> {
  try {
    return readConfig(schema)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.lines.join('\n')}\n`)
    process.exit(configExitCode)
  }
}

function operatorLine(error: unknown): string | undefined {
  if (error instanceof StartError || error instanceof ConfigError) return error.message
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' && 'port' in error)
    return `PORT: ${String(error.port)} is in use. Stop the program that listens there, or set PORT (or METRICS_PORT, if it is that one) to another one.`
  return undefined
}
