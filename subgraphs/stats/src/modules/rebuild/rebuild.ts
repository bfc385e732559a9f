import { setTimeout as sleep } from 'node:timers/promises'
import type { PartitionOffsets } from '@forum/events'
import { type Logger, StartError } from '@forum/service-kit'
import { startConsumer } from '../../consuming/consuming.ts'
import { ConsumptionLock } from '../../consuming/consumption-lock.ts'
import type { Stores } from '../../open-stores.ts'
import { consumedTopics, groupId } from '../ingestion/consumed-topics.ts'
import { emptyTables } from '../ingestion/tables.ts'
import { describeNumbers, differences, readNumbers } from './numbers.ts'

export type RebuildOptions = Stores & {
  databaseUrl: string
  logger: Logger
  /** Where it says what it does. */
  say: (line: string) => void
  /** For services to finish their batch and let go; for Kafka to notice members that were killed. */
  patienceMs?: number
}

/** Requests come all the time and are only counted for a while; every other topic is quiet when nobody does anything. */
const quietTopics = consumedTopics.filter((topic) => topic !== 'gateway')

/**
 * Empties the tables and replays everything from Kafka. Services let go of the numbers first and answer that they are being built until it is
 * done. Killed at any moment it leaves what a service brings to the same end: first the offsets go back, then the tables are emptied, so
 * that whatever is missing is also read again. True when the numbers are the same as before.
 */
export async function rebuild(options: RebuildOptions): Promise<boolean> {
  const { broker, clickhouse, databaseUrl, watermarks, say, patienceMs = 60_000 } = options
  say('Waiting for the services to let go of the numbers.')
  const lock = await ConsumptionLock.exclusive(databaseUrl, patienceMs).catch((error: unknown) => {
    throw new StartError(
      `The services do not let go of the numbers within ${patienceMs / 1_000} s. Stop them, and try again.`,
      { cause: error },
    )
  })
  try {
    await consumeAll(options, 'Counting what has not been counted yet')
    const [before, offsetsBefore] = [await readNumbers(clickhouse), await broker.offsets(groupId, [...quietTopics])]
    say(`Before: ${describeNumbers(before)}.`)

    await watermarks.clear()
    const beginnings = await toTheBeginning(options, patienceMs)
    const isViewsHeadGone = beginnings.some(({ topic, committed }) => topic === 'views' && committed > 0n)
    if (isViewsHeadGone) say('Kafka no longer has the oldest views, so the views that are counted stay.')
    say('Emptying the tables.')
    await emptyTables(clickhouse, { keepViews: isViewsHeadGone })

    await consumeAll(options, 'Replaying')
    const [after, offsetsAfter] = [await readNumbers(clickhouse), await broker.offsets(groupId, [...quietTopics])]
    say(`After:  ${describeNumbers(after)}.`)
    return compare(differences(before, after), countOf(offsetsAfter) - countOf(offsetsBefore), say)
  } finally {
    await lock.release()
  }
}

function compare(different: readonly string[], arrived: bigint, say: (line: string) => void): boolean {
  if (different.length === 0) {
    say('Rebuilt: the numbers are the same as before, for each person and each post.')
    return true
  }
  if (arrived > 0n) {
    say(`Rebuilt. ${arrived} events came in meanwhile, so these differ: ${different.join(', ')}.`)
    return true
  }
  say(
    `Rebuilt, but these numbers are not the same as before: ${different.join(', ')}. What Kafka has is what counts now.`,
  )
  return false
}

/** Consumes until everything that Kafka has by now is counted. */
async function consumeAll({ asOf, broker, clickhouse, logger, say }: RebuildOptions, doing: string): Promise<void> {
  const begun = new Date()
  const { stop } = await startConsumer({ broker, clickhouse, asOf, logger })
  const telling = setInterval(() => {
    void broker.offsets(groupId, [...consumedTopics]).then(
      (offsets) => say(`${doing}: ${leftOf(offsets)} events to go.`),
      (error: unknown) => logger.warn({ err: error }, 'cannot read the progress of the consumer group'),
    )
  }, 5_000)
  try {
    await asOf.reached(begun)
  } finally {
    clearInterval(telling)
    await stop()
    asOf.forget()
  }
}

/** Sets the group back; answers where it stands then. A member that was killed counts as one until Kafka misses it. */
async function toTheBeginning({ broker, logger }: RebuildOptions, patienceMs: number): Promise<PartitionOffsets[]> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      await broker.forgetGroup(groupId)
      return await broker.offsets(groupId, [...consumedTopics])
    } catch (error) {
      if (performance.now() > deadline) throw error
      logger.info({ err: error }, 'the group has members still')
      await sleep(500)
    }
  }
}

const countOf = (offsets: readonly PartitionOffsets[]) => offsets.reduce((sum, { end }) => sum + end, 0n)
const leftOf = (offsets: readonly PartitionOffsets[]) =>
  offsets.reduce((sum, { end, committed }) => sum + (end - committed), 0n)
