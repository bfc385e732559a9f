import { hostname } from 'node:os'
import type { Broker, CatalogueEvent, EventConsumer } from '@forum/events'

/**
 * Tells of what happened on every gateway: each hears of everything, so each is a group, named after where it listens so that one that starts anew
 * leaves no other behind.
 */
export function followChanges(
  consumer: Broker['consumer'],
  port: number,
  onEvents: (events: readonly CatalogueEvent[]) => void,
): EventConsumer {
  const following = consumer({
    groupId: `gateway.changes.${hostname()}.${port}`,
    topics: ['posts', 'profiles'],
    fromBeginning: false,
    handle: async ({ events }) => onEvents(events),
  })
  void following.start()
  return following
}
