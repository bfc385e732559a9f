import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedError } from '../embedded-error.ts'
import { privately, writeSecret } from '../private.ts'
import { type KafkaCredentials, noteThatItKnows } from './credential.ts'
import { javaArguments, javaEnvironment } from './java.ts'
import { plainLogin } from './properties.ts'

export type UserPlace = {
  jars: string
  dataDirectory: string
  port: number
  credentials: KafkaCredentials
  signal?: AbortSignal | undefined
}

/** As Kafka's tools take it. */
export const scramOf = ({ client }: KafkaCredentials): string => `iterations=4096,password=${client.password}`

/**
 * Tells a running broker who its client is, signed in as its controller: for a folder that was made when none was asked for. Kafka's controller
 * itself cannot be told (its tools refuse it). What is secret goes
 * by files, because everybody can read the arguments of a process.
 */
export async function addUser({ jars, dataDirectory, port, credentials, signal }: UserPlace): Promise<void> {
  const login = 'admin.properties'
  const added = 'user.properties'
  writeSecret(
    join(dataDirectory, login),
    `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\nsasl.jaas.config=${plainLogin(credentials.controller)}\n`,
  )
  writeSecret(join(dataDirectory, added), `SCRAM-SHA-256=${scramOf(credentials)}\n`)
  const args = ['--bootstrap-server', `127.0.0.1:${port}`, '--command-config', login, '--alter']
  const user = ['--entity-type', 'users', '--entity-name', credentials.client.username, '--add-config-file', added]
  try {
    const java = [
      ...javaArguments({ jars, logDirectory: dataDirectory }),
      'kafka.admin.ConfigCommand',
      ...args,
      ...user,
    ]
    const options = { cwd: dataDirectory, env: javaEnvironment(), timeout: 120_000, ...(signal && { signal }) }
    await privately(() => promisify(execFile)('java', java, options))
  } catch (error) {
    throw new EmbeddedError(`Kafka: cannot be told its user (${whyNot(error, credentials)}). Start it again.`)
  } finally {
    for (const name of [login, added]) rmSync(join(dataDirectory, name), { force: true })
  }
  noteThatItKnows(dataDirectory, credentials)
}

/** The first line of what the tool said, without the password. */
function whyNot(error: unknown, { client }: KafkaCredentials): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error)
  const [line = 'it said nothing'] = said.split('\n').filter((each) => /error|exception|invalid/i.test(each))
  return line.replaceAll(client.password, '…')
}
