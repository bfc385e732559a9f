import { type Broker, type EventConsumer, isEvent, StoreUnavailable, userDeleted } from '@forum/events'
import type { ErasureLoop } from './erasure-loop.ts'
import type { ErasureService } from './erasure-service.ts'

/** Hears on forum.auth.v1 which accounts are gone. */
export const followAccounts = (
  broker: Pick<Broker, 'consumer'>,
  erasure: Pick<ErasureService, 'add'>,
  loop: Pick<ErasureLoop, 'wake'>,
): EventConsumer =>
  broker.consumer({
    groupId: 'posts.accounts',
    topics: ['auth'],
    handle: async ({ events }) => {
      const gone = events
        .filter((event) => isEvent(event, userDeleted))
        .map(({ data: { userId, texts = 'KEEP_WITHOUT_NAME' } }) => ({ userId, texts }))
      try {
        await erasure.add(gone)
      } catch (error) {
        throw new StoreUnavailable('the posts database', { cause: error })
      }
      if (gone.length > 0) loop.wake()
    },
  })
