import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../log.ts'
import { freePort } from '../ports.ts'
import { runBroker } from './broker.ts'
import { classArchive } from './java.ts'

/** Runs a broker once and keeps which classes it loaded. Without it everything works, only slower, so a failure is said and passed over. */
export async function makeClassArchive(jars: string, logger: Log): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'forum-kafka-'))
  const recordClasses = `${classArchive(jars)}.${process.pid}`
  try {
    const broker = await runBroker({ jars, dataDirectory, port: await freePort(), recordClasses })
    await broker.stop(30_000)
    if (existsSync(recordClasses)) renameSync(recordClasses, classArchive(jars))
    else logger.warn({}, 'Kafka: this Java writes no class archive; each start takes a second longer')
  } catch (error) {
    logger.warn({ error }, 'Kafka: no class archive could be made; each start takes a second longer')
  } finally {
    for (const path of [dataDirectory, recordClasses]) rmSync(path, { recursive: true, force: true })
  }
}
