import { ConfigError } from './config.ts'
import { env } from './env.ts'

/** Who speaks to Kafka (SASL/SCRAM-SHA-256). */
export type KafkaCredential = { username: string; password: string }

/** Where Kafka is, and as whom to speak to it; as anybody where it does not ask. */
export type KafkaAddress = { brokers: string[]; credential?: KafkaCredential | undefined }

/** Kafka's part of the environment of every program that speaks to it. */
export const kafkaSettings = {
  KAFKA_BROKERS: env.kafkaBrokers(),
  KAFKA_TOPIC_PREFIX: env.topicPrefix(),
  KAFKA_USERNAME: env.text().optional(),
  KAFKA_PASSWORD: env.text().optional(),
}

export type KafkaSettings = {
  KAFKA_BROKERS: string[]
  KAFKA_TOPIC_PREFIX: string
  KAFKA_USERNAME?: string | undefined
  KAFKA_PASSWORD?: string | undefined
}

/** What of a configuration a broker is made with. Throws ConfigError when there is a name without a password, or the other way round. */
export function kafkaOf(settings: KafkaSettings): KafkaAddress & { topicPrefix: string } {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC_PREFIX: topicPrefix } = settings
  return { brokers, topicPrefix, credential: kafkaCredential(settings) }
}

/** As above, for who has no brokers yet. */
export function kafkaCredential({
  KAFKA_USERNAME: username,
  KAFKA_PASSWORD: password,
}: Pick<KafkaSettings, 'KAFKA_USERNAME' | 'KAFKA_PASSWORD'>): KafkaCredential | undefined {
  if (username !== undefined && password !== undefined) return { username, password }
  if (username === undefined && password === undefined) return undefined
  const [missing, given] =
    username === undefined ? ['KAFKA_USERNAME', 'KAFKA_PASSWORD'] : ['KAFKA_PASSWORD', 'KAFKA_USERNAME']
  throw new ConfigError([`${missing}: is not set, but ${given} is. Set both for a Kafka that asks, or neither.`])
}

/** The same as variables, for a program that is started. */
export function kafkaEnvironment({ brokers, credential }: KafkaAddress): Record<string, string> {
  return {
    KAFKA_BROKERS: brokers.join(','),
    ...(credential && { KAFKA_USERNAME: credential.username, KAFKA_PASSWORD: credential.password }),
  }
}
