import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedError } from '../embedded-error.ts'
import { makingOf } from '../making.ts'
import { freePort, isAnswered } from '../ports.ts'
import { privately, writeSecret } from '../private.ts'
import { ManagedProcess } from '../process/managed-process.ts'
import {
  forgetThatItKnows,
  type KafkaCredentials,
  kafkaCredentials,
  knowsItsUser,
  noteThatItKnows,
} from './credential.ts'
import { javaArguments, javaEnvironment } from './java.ts'
import { serverProperties } from './properties.ts'
import { brokerServes } from './serves.ts'
import { addUser, scramOf } from './user.ts'

export type BrokerPlace = {
  jars: string
  dataDirectory: string
  port: number
  recordClasses?: string
  signal?: AbortSignal | undefined
}

/** Below the data directory, which Java runs in: Kafka reads its properties as Latin-1 and takes a comma in a path for the end of it. */
const data = 'data'

/** Runs the broker from these jars over `dataDirectory`, formatting it at the first time, and resolves when it serves. */
export async function runBroker(place: BrokerPlace): Promise<ManagedProcess> {
  const { dataDirectory, port } = place
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
  const credentials = kafkaCredentials(dataDirectory)
  const properties = 'server.properties'
  const controllerPort = await freePort()
  if (!existsSync(join(dataDirectory, data))) await format(place, controllerPort, credentials)
  const isKnown = knowsItsUser(dataDirectory, credentials)
  writeSecret(
    join(dataDirectory, properties),
    serverProperties({ port, controllerPort, data, credentials, knowsItsUser: isKnown }),
  )
  const store = await ManagedProcess.start({
    label: 'Kafka',
    directory: dataDirectory,
    file: 'java',
    args: [...javaArguments({ ...place, logDirectory: dataDirectory }), 'kafka.Kafka', properties],
    cwd: dataDirectory,
    env: javaEnvironment(),
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
  })
  if (!isKnown) {
    await store.whenReady(() => isAnswered(port), 60_000, place.signal)
    await addUser({ ...place, credentials }).catch((error: unknown) => {
      store.kill()
      throw error
    })
  }
  // A client that finds nobody costs as much as one that is served, many times a second.
  await store.whenReady(
    async () => (await isAnswered(port)) && brokerServes(port, credentials.client),
    60_000,
    place.signal,
  )
  return store
}

/** Writes the cluster's id and first metadata into a folder of its own, renamed when it is whole. */
async function format(
  { jars, dataDirectory, port, signal }: BrokerPlace,
  controllerPort: number,
  credentials: KafkaCredentials,
): Promise<void> {
  const making = basename(makingOf(join(dataDirectory, data)))
  const properties = 'format.properties'
  const args = 'format.args'
  forgetThatItKnows(dataDirectory)
  writeSecret(
    join(dataDirectory, properties),
    serverProperties({ port, controllerPort, data: making, credentials, knowsItsUser: true }),
  )
  const java = javaArguments({ jars, logDirectory: dataDirectory })
  const scram = `SCRAM-SHA-256=[name=${credentials.client.username},${scramOf(credentials)}]`
  const tool = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', properties, '--standalone']
  // By a file, because everybody can read the arguments of a process.
  writeSecret(join(dataDirectory, args), [...tool, '--add-scram', scram].join('\n'))
  try {
    const options = { cwd: dataDirectory, env: javaEnvironment(), ...(signal && { signal }) }
    await privately(() => promisify(execFile)('java', [...java, `@${args}`], options))
  } catch (error) {
    throw new EmbeddedError(whyNot(error))
  } finally {
    for (const name of [properties, args]) rmSync(join(dataDirectory, name), { force: true })
  }
  noteThatItKnows(dataDirectory, credentials)
  renameSync(join(dataDirectory, making), join(dataDirectory, data))
}

/** 22 characters of base64url, and none that begins with a dash: Kafka's tool would take it for an option, as one in 64 random ones is. */
export function newClusterId(random: () => Buffer = () => randomBytes(16)): string {
  const id = random().toString('base64url')
  return id.startsWith('-') ? newClusterId(random) : id
}

function whyNot(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
    return 'Kafka: Java is not installed. Install Java 17 or later (Debian: apt-get install maven), or set KAFKA_BROKERS.'
  }
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : String(error)
  return `Kafka: cannot prepare its data (${said}). Check that java -version says 17 or later.`
}
