import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, kafkaJars, ManagedProcess } from '@forum/embedded'
import { createKafka } from '@forum/events'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { newClusterId } from '../../packages/embedded/src/kafka/broker.ts'
import { javaArguments, javaEnvironment } from '../../packages/embedded/src/kafka/java.ts'
import { isTaken } from '../../packages/embedded/src/ports.ts'

const secrets: Record<string, string> = {
  KAFKA_PASSWORD: 'clientpassword',
  KAFKA_OPERATOR_PASSWORD: 'operatorpassword',
}
const text = readFileSync(join(import.meta.dirname, '../../compose.yaml'), 'utf8')
const filled = text
  .replaceAll(/\$\{(\w+):\?[^}]*\}/g, (_match, name: string) => secrets[name] ?? 'x')
  .replaceAll('$$', '$')
const service = z.object({ environment: z.record(z.string(), z.string()), command: z.array(z.string()).optional() })
const { kafka, ['kafka-user']: user } = z
  .object({ services: z.object({ kafka: service, 'kafka-user': service }) })
  .parse(parse(filled, { merge: true })).services

/** What apache/kafka's image makes of a variable (its README, "Using Environment Variables"). */
const property = (variable: string): string =>
  variable.replace('KAFKA_', '').toLowerCase().replaceAll('_', '.').replaceAll('...', '-').replaceAll('..', '_')

const silent = { info() {}, warn() {}, error() {} }

test('the Kafka of compose.yaml serves who has the password that kafka-user told it, and nobody else', {
  timeout: 180_000,
}, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'forum-compose-kafka-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const [port, controllerPort] = [await freePort(), await freePort()]
  const here = (value: string) =>
    value
      .replaceAll(/(kafka)?:9092/g, `127.0.0.1:${port}`)
      .replaceAll(/(kafka)?:9093/g, `127.0.0.1:${controllerPort}`)
      .replace('/var/lib/kafka/data', 'data')
  const properties = Object.entries(kafka.environment).map(([name, value]) => `${property(name)}=${here(value)}`)
  writeFileSync(join(directory, 'server.properties'), properties.join('\n'))
  const java = javaArguments({ jars: await kafkaJars(silent), logDirectory: directory })
  const run = promisify(execFile)
  const options = { cwd: directory, env: javaEnvironment() }
  await run(
    'java',
    [...java, 'kafka.tools.StorageTool', 'format', '-t', newClusterId(), '-c', 'server.properties'],
    options,
  )
  const broker = await ManagedProcess.start({
    label: 'Kafka',
    directory,
    file: 'java',
    args: [...java, 'kafka.Kafka', 'server.properties'],
    ...options,
    stopSignal: 'SIGTERM',
    stopWithinMs: 10_000,
    endsWithUs: true,
  })
  onTestFinished(() => broker.stop())
  await broker.whenReady(() => isTaken(port), 60_000)

  const tool = join(directory, 'kafka-configs.sh')
  writeFileSync(
    tool,
    `#!/bin/sh\nexec java ${java.map((one) => `'${one}'`).join(' ')} kafka.admin.ConfigCommand "$@"\n`,
  )
  chmodSync(tool, 0o700)
  const [shell = '', ...args] = (user.command ?? []).map((part) =>
    here(part).replace('/opt/kafka/bin/kafka-configs.sh', tool).replace('cd /tmp', `cd ${directory}`),
  )
  const { stdout } = await run(shell, args, { env: { ...process.env, ...user.environment } })
  expect(stdout).toContain('Completed updating config for user forum.')

  const ask = async (username: string, password: string) => {
    const address = { brokers: [`127.0.0.1:${port}`], credential: { username, password } }
    const logger = { debug() {} }
    const admin = createKafka({ ...address, clientId: 'test', logger, retry: { retries: 0 } }).admin()
    try {
      await admin.connect()
      return await admin.listTopics()
    } finally {
      await admin.disconnect()
    }
  }
  expect(await ask('forum', 'clientpassword')).toEqual([])
  for (const [username, password] of [
    ['forum', 'operatorpassword'],
    ['operator', 'operatorpassword'],
    ['forum', ''],
  ] as const)
    await expect(ask(username, password)).rejects.toThrow(/authentication failed/i)
})
