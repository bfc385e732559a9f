import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { waitFor } from '../../packages/launcher/src/terminal/progress.mjs'
import { root, runQuietly } from './run.mjs'

const step = 'scripts/bootstrap/bring-kafka.ts'

/** Kafka's jars through Maven, each checked against its committed SHA-256; not when KAFKA_BROKERS names a Kafka of yours. */
export async function kafkaJars(node) {
  // When they are there, the embedded broker checks them as it starts.
  if (process.env.KAFKA_BROKERS || existsSync(join(root, 'packages/embedded/.cache/kafka-jars'))) return
  await waitFor(
    'kafka',
    'fetching its jars',
    () =>
      runQuietly(
        node,
        [step],
        'Kafka could not be brought: see above. Check the network and Maven, or set KAFKA_BROKERS to a Kafka of yours.',
      ),
    '44 MB through Maven',
  )
}
