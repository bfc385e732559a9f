import { ClickHouseLogLevel, createClient } from '@clickhouse/client'
import { cannotReachKafka, createKafka } from '@forum/events'
import { cannotReach, type KafkaAddress } from '@forum/service-kit'
import pg from 'pg'

const timeoutMs = 5_000
/** The database is not there, but the server is: the migrations make it. */
const noSuchDatabase = '3D000'

/** Throws StartError when a variable names a Postgres that does not answer. */
export async function reachPostgres(variable: string, url: string | undefined): Promise<void> {
  if (!url) return
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: timeoutMs })
  try {
    await client.connect()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === noSuchDatabase) return
    throw cannotReach(variable, url, error, 'Start Postgres there, or unset it to use the embedded one.')
  } finally {
    await client.end()
  }
}

export async function reachKafka(address: KafkaAddress | undefined): Promise<void> {
  if (!address) return
  const kafka = createKafka({ ...address, clientId: 'forum-start', logger: { debug() {} }, retry: { retries: 0 } })
  const admin = kafka.admin()
  try {
    await admin.connect()
    await admin.describeCluster()
  } catch (error) {
    throw cannotReachKafka(address, error)
  } finally {
    await admin.disconnect()
  }
}

export async function reachClickHouse(url: string | undefined): Promise<void> {
  if (!url) return
  const client = createClient({ url, request_timeout: timeoutMs, log: { level: ClickHouseLogLevel.OFF } })
  try {
    const answer = await client.ping()
    if (!answer.success)
      throw cannotReach(
        'CLICKHOUSE_URL',
        url,
        answer.error,
        'Start ClickHouse there, or unset it to use the embedded one.',
      )
  } finally {
    await client.close()
  }
}
