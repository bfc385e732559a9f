import { cannotReach, type KafkaAddress, type StartError } from '@forum/service-kit'

/** The line for a Kafka that does not answer, or does not take who we say we are. */
export function cannotReachKafka({ brokers, credential }: KafkaAddress, error: unknown): StartError {
  const wayOut =
    isRefusal(error) || (!credential && isHangUp(error))
      ? 'Set KAFKA_USERNAME and KAFKA_PASSWORD to what it asks for (SASL/SCRAM-SHA-256).'
      : 'Start Kafka there, or unset it to use the embedded one.'
  return cannotReach('KAFKA_BROKERS', brokers.join(','), error, wayOut)
}

/** kafkajs wraps what it gave up on. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'KafkaJSSASLAuthenticationError' || isRefusal(error.cause))

/** A Kafka that asks for a name hangs up on whoever gives none. */
const isHangUp = (error: unknown): boolean =>
  error instanceof Error && (/ECONNRESET|closed connection/i.test(error.message) || isHangUp(error.cause))
