import { waitFor } from './progress.mjs'
import { runQuietly } from './run.mjs'

const step = 'scripts/bootstrap/bring-kafka.ts'

/** Kafka's jars through Maven, each checked against its committed SHA-256; not when KAFKA_BROKERS names a Kafka of yours. */
export async function kafkaJars(node) {
  if (process.env.KAFKA_BROKERS) return
  await waitFor(
    'kafka',
    'checking its jars',
    () =>
      runQuietly(
        node,
        [step],
        'Kafka could not be brought: see above. Check the network and Maven, or set KAFKA_BROKERS to a Kafka of yours.',
      ),
    'Maven brings 44 MB the first time',
  )
}
