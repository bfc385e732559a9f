import { Backoff, type KafkaAddress, type Logger, within } from '@forum/service-kit'
import kafkajs, { type Admin, type ITopicConfig, type Kafka } from 'kafkajs'
import { z } from 'zod'
import { deadLetterSuffix, type TopicName, topicNames, topicSpecs } from '../topics.ts'
import { cannotReachKafka } from './cannot-reach-kafka.ts'
import { StoreUnavailable } from './failures.ts'
import type { PartitionOffsets } from './partition-offsets.ts'

export type TopicAdminOptions = {
  kafka: Kafka
  address: KafkaAddress
  logger: Logger
  partitions: number
  /** The name on the wire of a topic. */
  wireName: (topic: TopicName) => string
  /** The name on the wire of a group. */
  wireGroup: (groupId: string) => string
}

/** What is asked of Kafka about topics and groups, over one connection that is made anew after an error. */
export class TopicAdmin {
  readonly #options: TopicAdminOptions
  #admin: Promise<Admin> | undefined

  constructor(options: TopicAdminOptions) {
    this.#options = options
  }

  /** Creates what is missing, and takes what exists as it is: an operator may have chosen other settings. */
  async ensureTopics(): Promise<void> {
    const { address, logger } = this.#options
    const created = await this.#ask(async (admin) => {
      const existing = new Set(await admin.listTopics())
      const missing = this.#wanted().filter(({ topic }) => !existing.has(topic))
      // Services that start together create the same topics; kafkajs takes it for success when somebody else was first. Its own
      // `waitForLeaders` takes the moment before each broker knows of a new topic for a failure.
      if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: false, timeout: 10_000 })
      await haveLeaders(
        admin,
        this.#wanted().map(({ topic }) => topic),
      )
      const compacted = this.#wanted().filter(({ configEntries }) => configEntries?.includes(compactedWithin))
      await boundCompaction(
        admin,
        compacted.map(({ topic }) => topic).filter((topic) => existing.has(topic)),
      )
      return missing.map(({ topic }) => topic)
    }).catch((error: unknown) => {
      throw cannotReachKafka(address, error instanceof StoreUnavailable ? error.cause : error)
    })
    if (created.length > 0) logger.info({ topics: created }, 'created topics')
  }

  async offsets(groupId: string, topics: readonly TopicName[] = topicNames): Promise<PartitionOffsets[]> {
    const { wireGroup, wireName } = this.#options
    return this.#ask(async (admin) => {
      const committed = await admin.fetchOffsets({ groupId: wireGroup(groupId), topics: topics.map(wireName) })
      const committedOf = new Map(
        committed.flatMap(({ topic, partitions }) =>
          partitions.map(({ partition, offset }) => [`${topic}/${partition}`, BigInt(offset)] as const),
        ),
      )
      const all = await Promise.all(
        topics.map(async (topic) => {
          const ends = await admin.fetchTopicOffsets(wireName(topic))
          return ends.map(({ partition, high, low }): PartitionOffsets => {
            const at = committedOf.get(`${wireName(topic)}/${partition}`) ?? -1n
            return { topic, partition, committed: at < 0n ? BigInt(low) : at, end: BigInt(high) }
          })
        }),
      )
      return all.flat().toSorted((a, b) => a.partition - b.partition)
    })
  }

  async ready(): Promise<boolean> {
    try {
      await within(
        2_000,
        this.#ask((admin) => admin.describeCluster()),
      )
      return true
    } catch {
      return false
    }
  }

  async forgetGroup(groupId: string): Promise<void> {
    await this.#ask(async (admin) => {
      try {
        await admin.deleteGroups([this.#options.wireGroup(groupId)])
      } catch (error) {
        const reason = reasonOf(error)
        const isUnknown = reason instanceof Error && 'type' in reason && reason.type === 'GROUP_ID_NOT_FOUND'
        if (!isUnknown) throw reason
      }
    })
  }

  async deleteTopics(): Promise<void> {
    await this.#ask(async (admin) => {
      const existing = new Set(await admin.listTopics())
      const mine = this.#wanted().map(({ topic }) => topic)
      const topics = mine.filter((topic) => existing.has(topic))
      if (topics.length > 0) await admin.deleteTopics({ topics, timeout: 10_000 })
    })
  }

  /** Whatever else must be asked; throws StoreUnavailable when Kafka does not answer. */
  ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    return this.#ask(question)
  }

  async close(): Promise<void> {
    const admin = this.#admin
    this.#admin = undefined
    await (await admin)?.disconnect()
  }

  /** Repeats the question while Kafka says "not yet"; any other error ends the connection. */
  async #ask<Answer>(question: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const backoff = new Backoff({ firstMs: 25, maxMs: 500 })
    const deadline = AbortSignal.timeout(comingWithinMs)
    for (;;) {
      const connection = this.#connected()
      try {
        return await question(await connection)
      } catch (error) {
        if (isComing(error) && !deadline.aborted) {
          await backoff.wait(deadline)
          continue
        }
        this.#end(connection)
        throw new StoreUnavailable('Kafka', { cause: error })
      }
    }
  }

  #end(connection: Promise<Admin>): void {
    if (this.#admin === connection) this.#admin = undefined
    // Nothing depends on how the old connection ends.
    void connection.then((admin) => within(3_000, admin.disconnect())).catch(() => {})
  }

  #connected(): Promise<Admin> {
    this.#admin ??= (async () => {
      const admin = this.#options.kafka.admin()
      await admin.connect()
      return admin
    })()
    return this.#admin
  }

  #wanted(): ITopicConfig[] {
    const { partitions, wireName } = this.#options
    return topicNames.flatMap((name) => {
      const { retentionMs, compacted } = topicSpecs[name]
      const topic = wireName(name)
      const keptForEver = { name: 'retention.ms', value: '-1' }
      return [
        {
          topic,
          numPartitions: partitions,
          replicationFactor: -1, // the broker's default.replication.factor
          configEntries: [
            { name: 'cleanup.policy', value: compacted ? 'compact' : 'delete' },
            { name: 'retention.ms', value: String(retentionMs) },
            ...(compacted ? [compactedWithin] : []),
          ],
        },
        { topic: topic + deadLetterSuffix, numPartitions: 1, replicationFactor: -1, configEntries: [keptForEver] },
      ]
    })
  }
}

// Not among the names that Node.js sees of kafkajs, which is CommonJS.
const { ConfigResourceTypes, ConfigSource } = kafkajs

/** Of somebody who is erased the earlier messages are gone in an hour, however little is written. */
const compactedWithin = { name: 'max.compaction.lag.ms', value: String(60 * 60 * 1000) }

/** Compacted topics of before there was that bound get it; what an operator has set of them stays. */
async function boundCompaction(admin: Admin, topics: readonly string[]): Promise<void> {
  if (topics.length === 0) return
  const { resources } = await admin.describeConfigs({
    resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
    includeSynonyms: false,
  })
  const unbound = resources.flatMap(({ resourceName: name, configEntries }) => {
    const own = configEntries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG)
    if (own.some(({ configName }) => configName === compactedWithin.name)) return []
    const kept = own.map(({ configName, configValue }) => ({ name: configName, value: configValue }))
    return [{ type: ConfigResourceTypes.TOPIC, name, configEntries: [...kept, compactedWithin] }]
  })
  if (unbound.length > 0) await admin.alterConfigs({ validateOnly: false, resources: unbound })
}

/** Kafka took the creation of topics and is still making them. */
class TopicsComing extends Error {}

/** Waits until every partition of these topics has a leader: the controller answers a creation before each broker knows of it. */
async function haveLeaders(admin: Admin, topics: string[]): Promise<void> {
  const metadata = await admin.fetchTopicMetadata({ topics })
  const headless = metadata.topics.filter(({ partitions }) => partitions.some(({ leader }) => leader < 0))
  if (headless.length > 0) throw new TopicsComing(`no leader yet: ${headless.map(({ name }) => name).join(', ')}`)
}

/** How long Kafka may say "not yet" before that is a failure: a topic just made, a leader or a group's coordinator that moves. */
const comingWithinMs = 15_000

const comingTypes = [
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'GROUP_LOAD_IN_PROGRESS',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR_FOR_GROUP',
]

/** Whether Kafka said "not yet"; kafkajs's retries wrap what Kafka said, and where no broker knows the coordinator it says so itself. */
function isComing(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TopicsComing || error.name === 'KafkaJSGroupCoordinatorNotFound') return true
  return ('type' in error && comingTypes.some((type) => type === error.type)) || isComing(error.cause)
}

const refusal = z.object({ groups: z.tuple([z.object({ error: z.instanceof(Error) })]) })

/** What Kafka said about the one group that was to be deleted, which kafkajs wraps. */
const reasonOf = (error: unknown): unknown => refusal.safeParse(error).data?.groups[0].error ?? error
