import type { Broker, ConsumerOptions, EventBatch, EventConsumer } from '@forum/events'

/**
 * A gateway's way to hear of what happened elsewhere, and when it has. Where "from now on" begins is found out after joining, and what is sent
 * meanwhile would be missed: topics of a test are new, so their beginning is now.
 */
export function followingOf(broker: Pick<Broker, 'consumer'>, onHandled: (batch: EventBatch) => void) {
  const made = Promise.withResolvers<EventConsumer>()
  return {
    follow: (options: ConsumerOptions): EventConsumer => {
      const consumer = broker.consumer({
        ...options,
        fromBeginning: true,
        handle: async (batch) => {
          await options.handle(batch)
          onHandled(batch)
        },
      })
      made.resolve(consumer)
      return consumer
    },
    /** Resolves when nothing that is sent is missed any more. */
    joined: async (): Promise<void> => (await made.promise).joined,
  }
}
