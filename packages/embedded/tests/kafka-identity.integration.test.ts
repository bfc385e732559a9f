import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, kafkaJars, type RunningKafka, type StoreOptions, startKafka } from '@forum/embedded'
import { connectionOf } from '@forum/events'
import type { KafkaCredential } from '@forum/service-kit'
import { Kafka, logLevel } from 'kafkajs'
import { expect, onTestFinished, test } from 'vitest'
import { newClusterId } from '../src/kafka/broker.ts'
import { javaArguments, javaEnvironment } from '../src/kafka/java.ts'

const silent = { info() {}, warn() {}, error() {} }

async function options(): Promise<StoreOptions> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'forum-kafka-identity-'))
  onTestFinished(() => rmSync(dataDirectory, { recursive: true, force: true }))
  return { dataDirectory, port: await freePort(), logger: silent }
}

/** The topics that somebody sees who says to be this one. */
async function topicsSeenBy(kafka: RunningKafka, credential: KafkaCredential | undefined): Promise<string[]> {
  const { brokers } = kafka.address
  const client = new Kafka({
    ...connectionOf({ brokers, credential }),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
  })
  const admin = client.admin()
  try {
    await admin.connect()
    return await admin.listTopics()
  } finally {
    await admin.disconnect()
  }
}

test('whoever has the credential of the folder is served, and nobody else', async () => {
  const kafka = await startKafka(await options())
  const { credential } = kafka.address
  if (!credential) throw new Error('the embedded Kafka asks who its clients are')
  expect(await topicsSeenBy(kafka, credential)).toEqual([])
  await expect(topicsSeenBy(kafka, undefined)).rejects.toThrow(/closed connection|ECONNRESET/i)
  for (const wrong of [
    { ...credential, password: 'wrong' },
    { ...credential, username: 'nobody' },
    { ...credential, username: 'controller' },
  ])
    await expect(topicsSeenBy(kafka, wrong)).rejects.toThrow(/authentication failed/i)
  await kafka.stop()
})

/** As this forum made a broker's folder before its Kafka asked anybody. */
async function formatAsBefore({ dataDirectory }: StoreOptions): Promise<void> {
  const jars = await kafkaJars(silent)
  const controller = `127.0.0.1:${await freePort()}`
  const properties = [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.bootstrap.servers=${controller}`,
    `listeners=PLAINTEXT://127.0.0.1:${await freePort()},CONTROLLER://${controller}`,
    'controller.listener.names=CONTROLLER',
    'log.dirs=data',
  ]
  writeFileSync(join(dataDirectory, 'server.properties'), properties.join('\n'))
  const tool = ['kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', 'server.properties', '--standalone']
  await promisify(execFile)('java', [...javaArguments({ jars, logDirectory: dataDirectory }), ...tool], {
    cwd: dataDirectory,
    env: javaEnvironment(),
  })
}

test('a folder of a Kafka that asked nobody is told its user at its next start, and again when its password is another one', {
  timeout: 180_000,
}, async () => {
  const where = await options()
  await formatAsBefore(where)
  const first = await startKafka(where)
  expect(await topicsSeenBy(first, first.address.credential)).toEqual([])
  await first.stop()

  rmSync(join(where.dataDirectory, 'password'))
  const second = await startKafka(where)
  expect(await topicsSeenBy(second, second.address.credential)).toEqual([])
  await expect(topicsSeenBy(second, first.address.credential)).rejects.toThrow(/authentication failed/i)
  await second.stop()
  expect(['user.properties', 'admin.properties'].filter((name) => existsSync(join(where.dataDirectory, name)))).toEqual(
    [],
  )
})
