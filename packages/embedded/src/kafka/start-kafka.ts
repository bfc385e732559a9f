import type { KafkaAddress } from '@forum/service-kit'
import { demandFreePort } from '../ports.ts'
import { endLeftover } from '../process/process-record.ts'
import { type RunningStore, runningStore, type StoreOptions } from '../stack/store.ts'
import { runBroker } from './broker.ts'
import { kafkaCredentials } from './credential.ts'
import { kafkaJars } from './jars.ts'

/** `url` is host:port; `address` says as whom to connect there. */
export type RunningKafka = RunningStore & { address: KafkaAddress }

/**
 * Starts one Kafka 4.3 broker (KRaft, broker and controller in one) on 127.0.0.1 over `dataDirectory`. `url` is host:port.
 * Resolves when it serves. Throws EmbeddedError with the way out.
 */
export async function startKafka({ dataDirectory, port, logger, signal }: StoreOptions): Promise<RunningKafka> {
  await endLeftover('Kafka', dataDirectory, logger)
  await demandFreePort(port, 'Kafka')
  const jars = await kafkaJars(logger)
  const broker = await runBroker({ jars, dataDirectory, port, signal })
  const url = `127.0.0.1:${port}`
  const { client: credential } = kafkaCredentials(dataDirectory)
  return Object.assign(runningStore(url, broker), { address: { brokers: [url], credential } })
}
