import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EmbeddedError } from '../embedded-error.ts'
import type { Log } from '../log.ts'
import { makeClassArchive } from './class-archive.ts'
import { javaEnvironment } from './java.ts'

const project = join(import.meta.dirname, '../..', 'kafka')
const jars = join(import.meta.dirname, '../..', '.cache', 'kafka-jars')

/**
 * The folder with exactly the jars of kafka/SHA256SUMS, fetched by Maven when they are not there yet. Every jar is checked at every start.
 * Throws EmbeddedError when Maven is absent or fails, or a jar is not the listed one.
 */
export async function kafkaJars(logger: Log): Promise<string> {
  if (existsSync(jars)) {
    const wrong = differences(jars)
    if (wrong.length === 0) return jars
    logger.warn({ wrong }, 'Kafka: the jars are not the listed ones; fetching them again')
  }
  logger.info({}, 'Kafka: fetching the broker from Maven Central (44 MB, once)')
  const arriving = `${jars}.${process.pid}`
  rmSync(arriving, { recursive: true, force: true })
  mkdirSync(arriving, { recursive: true })
  try {
    await runMaven(arriving)
    const wrong = differences(arriving)
    if (wrong.length > 0)
      throw new EmbeddedError(
        `Kafka: Maven gave other jars than packages/embedded/kafka/SHA256SUMS lists (${wrong.join(', ')}). Check the Maven repository in use.`,
      )
    rmSync(jars, { recursive: true, force: true })
    renameSync(arriving, jars)
    await makeClassArchive(jars, logger)
  } finally {
    rmSync(arriving, { recursive: true, force: true })
  }
  return jars
}

async function runMaven(directory: string): Promise<void> {
  const args = [
    '-q',
    '-B',
    '-f',
    join(project, 'pom.xml'),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${directory}`,
  ]
  try {
    await promisify(execFile)('mvn', args, { env: javaEnvironment(), maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new EmbeddedError(
        'Kafka: Maven (mvn) is not installed. Install it with Java 17 or later (Debian: apt-get install maven), or set KAFKA_BROKERS.',
      )
    }
    const said =
      error instanceof Error && 'stdout' in error ? String(error.stdout).trim().split('\n')[0] : String(error)
    throw new EmbeddedError(`Kafka: Maven cannot fetch the broker (${said}). Check the network, or set KAFKA_BROKERS.`)
  }
}

/** Names of jars that are missing, too many, or have another SHA-256 than listed. */
function differences(directory: string): string[] {
  const listed = listedSums()
  const present = readdirSync(directory)
  const foreign = present.filter((name) => !listed.has(name))
  const wrong = [...listed].filter(([name, sum]) => !present.includes(name) || sha256(join(directory, name)) !== sum)
  return [...foreign, ...wrong.map(([name]) => name)]
}

function listedSums(): Map<string, string> {
  const lines = readFileSync(join(project, 'SHA256SUMS'), 'utf8').trim().split('\n')
  return new Map(
    lines.map((line) => {
      const [sum = '', name = ''] = line.split(/ +/)
      return [name, sum]
    }),
  )
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')
