import { createKafka } from '@forum/events'
import type { KafkaCredential } from '@forum/service-kit'

/** Whether the broker serves who has the credential: it knows a controller, and itself is not fenced. */
export async function brokerServes(port: number, credential: KafkaCredential): Promise<boolean> {
  const kafka = createKafka({
    brokers: [`127.0.0.1:${port}`],
    credential,
    clientId: 'forum-embedded',
    logger: { debug() {} },
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
