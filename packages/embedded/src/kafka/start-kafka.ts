import { demandFreePort } from '../ports.ts'
import { endLeftover } from '../process/process-record.ts'
import { type RunningStore, runningStore, type StoreOptions } from '../stack/store.ts'
import { runBroker } from './broker.ts'
import { kafkaJars } from './jars.ts'

/**
 * Starts one Kafka 4.3 broker (KRaft, broker and controller in one) on 127.0.0.1 over `dataDirectory`. `url` is host:port.
 * Resolves when it serves. Throws EmbeddedError with the way out.
 */
export async function startKafka({ dataDirectory, port, logger, signal }: StoreOptions): Promise<RunningStore> {
  await endLeftover('Kafka', dataDirectory, logger)
  await demandFreePort(port, 'Kafka')
  const jars = await kafkaJars(logger)
  return runningStore(`127.0.0.1:${port}`, await runBroker({ jars, dataDirectory, port, signal }))
}
