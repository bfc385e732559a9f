import { type Broker, type EventConsumer, StoreUnavailable } from '@forum/events'
import type { PeopleService } from './people-service.ts'

/** Keeps the projection of people up to date with forum.profiles.v1. */
export const followProfiles = (broker: Pick<Broker, 'consumer'>, people: PeopleService): EventConsumer =>
  broker.consumer({
    groupId: 'posts.people',
    topics: ['profiles'],
    handle: async ({ events }) => {
      try {
        await people.project(events)
      } catch (error) {
        // A profile that Auth accepted fits here, so what fails is the database: the batch waits for it.
        throw new StoreUnavailable('the posts database', { cause: error })
      }
    },
  })
