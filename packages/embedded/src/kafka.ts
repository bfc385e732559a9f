import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedError } from './embedded-error.ts'
import { kafkaJars } from './kafka-jars.ts'
import { serverProperties } from './kafka-properties.ts'
import { brokerServes } from './kafka-readiness.ts'
import { demandFreePort, freePort } from './ports.ts'
import { type RunningStore, runningStore, type StoreOptions } from './store.ts'
import { endLeftover, StoreProcess } from './store-process.ts'

// A small heap and the first compiler only: one broker for one machine is up in 2 s and takes 300 MB.
const javaFlags = ['-Xms128m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Djava.awt.headless=true']

/**
 * Starts one Kafka 4.3 broker (KRaft, broker and controller in one) on 127.0.0.1 over `dataDirectory`. `url` is host:port.
 * Resolves when it answers. Throws EmbeddedError with the way out.
 */
export async function startKafka({ dataDirectory, port, logger }: StoreOptions): Promise<RunningStore> {
  await endLeftover('Kafka', dataDirectory, logger)
  await demandFreePort(port, 'Kafka')
  const jars = await kafkaJars(logger)
  mkdirSync(dataDirectory, { recursive: true })
  const properties = join(dataDirectory, 'server.properties')
  const data = join(dataDirectory, 'data')
  const controllerPort = await freePort()
  writeFileSync(properties, serverProperties({ port, controllerPort, data }))
  if (!existsSync(data)) await format({ jars, dataDirectory, port, controllerPort })

  const store = await StoreProcess.start({
    label: 'Kafka',
    directory: dataDirectory,
    file: 'java',
    args: [...javaFlags, '-cp', join(jars, '*'), ...logging(dataDirectory), 'kafka.Kafka', properties],
    cwd: dataDirectory,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
  })
  const url = `127.0.0.1:${port}`
  await store.whenReady(() => brokerServes(port), 60_000)
  return runningStore(url, store)
}

/** Writes the cluster's id and first metadata into a folder of its own, renamed when it is whole. */
async function format(place: {
  jars: string
  dataDirectory: string
  port: number
  controllerPort: number
}): Promise<void> {
  const data = join(place.dataDirectory, 'data')
  const making = `${data}.new`
  const properties = join(place.dataDirectory, 'format.properties')
  rmSync(making, { recursive: true, force: true })
  writeFileSync(properties, serverProperties({ ...place, data: making }))
  const args = ['-Xmx128m', '-XX:TieredStopAtLevel=1', '-cp', join(place.jars, '*'), ...logging(place.dataDirectory)]
  const clusterId = randomBytes(16).toString('base64url')
  try {
    await promisify(execFile)('java', [
      ...args,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      clusterId,
      '-c',
      properties,
      '--standalone',
    ])
    renameSync(making, data)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new EmbeddedError(
        'Kafka: Java is not installed. Install Java 17 or later (Debian: apt-get install maven), or set KAFKA_BROKERS.',
      )
    }
    throw new EmbeddedError(
      `Kafka: cannot prepare its data (${error instanceof Error ? error.message.slice(-500) : String(error)}).`,
    )
  } finally {
    rmSync(properties, { force: true })
  }
}

function logging(directory: string): string[] {
  return [
    `-Dlog4j2.configurationFile=${join(import.meta.dirname, '..', 'kafka', 'log4j2.xml')}`,
    `-Dforum.log.file=${join(directory, 'kafka.log')}`,
  ]
}
