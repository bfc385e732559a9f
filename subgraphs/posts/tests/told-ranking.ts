import { randomUUID } from 'node:crypto'
import { type CatalogueEvent, maxRankedPosts, type RankingName, rankingRefreshed } from '@forum/events'

const nothing = { likes: 0, comments: 0, reposts: 0, people: 0 }

/** What Stats says of a ranking: posts with their scores, the likes of each the same number. */
export function toldRanking(
  ranking: RankingName,
  scores: readonly (readonly [postId: string, score: number])[],
  { asOf, snapshot = randomUUID(), perPart = maxRankedPosts }: { asOf: Date; snapshot?: string; perPart?: number },
): CatalogueEvent[] {
  const parts = Math.max(1, Math.ceil(scores.length / perPart))
  return Array.from({ length: parts }, (_, index) => {
    const posts = scores
      .slice(index * perPart, (index + 1) * perPart)
      .map(([postId, score]) => ({ ...nothing, postId, score, likes: score % 1_000, people: score % 1_000 }))
    return rankingRefreshed(
      { ranking, snapshot, part: index + 1, parts, asOf: asOf.toISOString(), posts },
      { time: asOf },
    )
  })
}

/** That a snapshot is right still. */
export const confirmed = (ranking: RankingName, snapshot: string, asOf: Date): CatalogueEvent =>
  rankingRefreshed({ ranking, snapshot, part: 0, parts: 1, asOf: asOf.toISOString(), posts: [] }, { time: asOf })
