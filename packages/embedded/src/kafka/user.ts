import { execFile } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedError } from '../embedded-error.ts'
import { type KafkaCredentials, noteThatItKnows } from './credential.ts'
import { javaArguments, javaEnvironment } from './java.ts'
import { plainLogin } from './properties.ts'

export type UserPlace = {
  jars: string
  dataDirectory: string
  controllerPort: number
  credentials: KafkaCredentials
  signal?: AbortSignal | undefined
}

/** As StorageTool and ConfigCommand take it. */
export const scramOf = ({ client }: KafkaCredentials): string => `[iterations=4096,password=${client.password}]`

/**
 * Tells a running broker, through its controller, who its client is: for a folder that was made when none was asked for. What is secret goes
 * by files, because everybody can read the arguments of a process.
 */
export async function addUser({ jars, dataDirectory, controllerPort, credentials, signal }: UserPlace): Promise<void> {
  const login = 'admin.properties'
  const added = 'user.properties'
  const write = (name: string, text: string) => writeFileSync(join(dataDirectory, name), text, { mode: 0o600 })
  write(
    login,
    `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=${plainLogin(credentials.controller)}\n`,
  )
  write(added, `SCRAM-SHA-256=${scramOf(credentials)}\n`)
  const args = ['--bootstrap-controller', `127.0.0.1:${controllerPort}`, '--command-config', login, '--alter']
  const user = ['--entity-type', 'users', '--entity-name', credentials.client.username, '--add-config-file', added]
  try {
    await promisify(execFile)(
      'java',
      [...javaArguments({ jars, logDirectory: dataDirectory }), 'kafka.admin.ConfigCommand', ...args, ...user],
      { cwd: dataDirectory, env: javaEnvironment(), timeout: 120_000, ...(signal && { signal }) },
    )
  } catch (error) {
    const said =
      error instanceof Error && 'stdout' in error ? String(error.stdout).trim().split('\n')[0] : String(error)
    throw new EmbeddedError(`Kafka: cannot be told its user (${said}). Start it again.`)
  } finally {
    for (const name of [login, added]) rmSync(join(dataDirectory, name), { force: true })
  }
  noteThatItKnows(dataDirectory)
}
