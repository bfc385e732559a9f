import type { KafkaCredential } from '@forum/service-kit'
import type { KafkaCredentials } from './credential.ts'

type Places = {
  port: number
  controllerPort: number
  data: string
  credentials: KafkaCredentials
  /** Whether it keeps its client's credential already. Until then the controller's signs in where clients do, to tell it. */
  knowsItsUser: boolean
}

/** What a Kafka client of the tools logs in with. */
export const plainLogin = ({ username, password }: KafkaCredential): string =>
  `org.apache.kafka.common.security.plain.PlainLoginModule required username="${username}" password="${password}";`

const scramLogin = ({ username, password }: KafkaCredential): string =>
  `org.apache.kafka.common.security.scram.ScramLoginModule required username="${username}" password="${password}";`

/** A login of one's own, and the only one that is admitted. */
const plainUsers = (credential: KafkaCredential): string =>
  plainLogin(credential).replace(';', ` user_${credential.username}="${credential.password}";`)

const toBeTold = ({ controller }: KafkaCredentials) => ({
  'listener.name.clients.sasl.enabled.mechanisms': 'SCRAM-SHA-256,PLAIN',
  'listener.name.clients.plain.sasl.jaas.config': plainUsers(controller),
})

/** server.properties of one node that is broker and controller, on 127.0.0.1 only, and asks both its clients and itself who they are. */
export function serverProperties({ port, controllerPort, data, credentials, knowsItsUser }: Places): string {
  const properties = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.bootstrap.servers': `127.0.0.1:${controllerPort}`,
    listeners: `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `CLIENTS://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'CLIENTS',
    'listener.security.protocol.map': 'CLIENTS:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-256',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.clients.scram-sha-256.sasl.jaas.config': scramLogin(credentials.client),
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': plainUsers(credentials.controller),
    ...(knowsItsUser ? {} : toBeTold(credentials)),
    'log.dirs': data,
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    // With the default 9 s a broker that was killed takes 11 s to come back, with 2 s it takes 2.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
    // A consumer group's offsets outlive a forum that was not started for a long time.
    'offsets.retention.minutes': 60 * 24 * 365,
  }
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
