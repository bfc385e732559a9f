import { type Broker, type EventConsumer, StoreUnavailable } from '@forum/events'
import type { RankingService } from './ranking-service.ts'

/** Keeps the rankings of forum.stats.v1. */
export const followRankings = (broker: Pick<Broker, 'consumer'>, rankings: RankingService): EventConsumer =>
  broker.consumer({
    groupId: 'posts.rankings',
    topics: ['stats'],
    handle: async ({ events }) => {
      try {
        await rankings.keep(events)
      } catch (error) {
        // What Stats tells fits here, so what fails is the database: the batch waits for it.
        throw new StoreUnavailable('the posts database', { cause: error })
      }
    },
  })
