import type { MilestoneMetric } from '@forum/events'

const firstOf: Record<MilestoneMetric, number> = { LIKES: 10, FOLLOWERS: 10, VIEWS: 100 }

/** The milestones above one number and up to another, the lowest first. */
export function levelsBetween(metric: MilestoneMetric, above: number, upTo: number): number[] {
  const levels: number[] = []
  for (let level = firstOf[metric]; level <= upTo; level *= 10) if (level > above) levels.push(level)
  return levels
}
