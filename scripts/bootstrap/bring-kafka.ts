import { EmbeddedError, kafkaJars } from '@forum/embedded'
import { createLogger } from '@forum/service-kit'

// Run by the bootstrap in Node 24: fetches Kafka's jars if they are not there, and checks each against its committed SHA-256.
try {
  await kafkaJars(createLogger({ name: 'kafka', level: 'info' }))
} catch (error) {
  if (!(error instanceof EmbeddedError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
