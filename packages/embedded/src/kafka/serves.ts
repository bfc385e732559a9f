import { Kafka, logLevel } from 'kafkajs'
import type { KafkaCredential } from './credential.ts'

/** Whether the broker serves who has the credential: it knows a controller, and itself is not fenced. */
export async function brokerServes(port: number, { username, password }: KafkaCredential): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'forum-embedded',
    brokers: [`127.0.0.1:${port}`],
    sasl: { mechanism: 'scram-sha-256', username, password },
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  })
  const admin = kafka.admin()
  try {
    await admin.connect()
    const { brokers, controller } = await admin.describeCluster()
    return brokers.length > 0 && controller !== null && controller >= 0
  } catch {
    return false // not yet
  } finally {
    await admin.disconnect()
  }
}
