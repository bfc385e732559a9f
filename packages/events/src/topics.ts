/** What a topic promises. Topics keep for ever unless told; those of events have six partitions. */
export type TopicSpec = { readonly name: string; readonly retentionMs: number; readonly compacted: boolean }

const day = 24 * 60 * 60 * 1000
const forEver = -1

/** Every topic, by the short name that the code uses. The names on the wire carry KAFKA_TOPIC_PREFIX in front. */
export const topicSpecs = {
  auth: { name: 'forum.auth.v1', retentionMs: forEver, compacted: false },
  profiles: { name: 'forum.profiles.v1', retentionMs: forEver, compacted: true },
  posts: { name: 'forum.posts.v1', retentionMs: forEver, compacted: false },
  views: { name: 'forum.views.v1', retentionMs: 396 * day, compacted: false },
  gateway: { name: 'forum.gateway.v1', retentionMs: 30 * day, compacted: false },
  // What was told once is marked in Stats' database, and an old ranking is of no use.
  stats: { name: 'forum.stats.v1', retentionMs: 30 * day, compacted: false },
} as const satisfies Record<string, TopicSpec>

export type TopicName = keyof typeof topicSpecs

export const topicNames = Object.keys(topicSpecs) as TopicName[] // keys of a const object are its names

/** Names on the wire without the prefix. */
export const topics = Object.fromEntries(topicNames.map((name) => [name, topicSpecs[name].name])) as {
  readonly [Name in TopicName]: (typeof topicSpecs)[Name]['name']
} // one entry a name, by construction

export const partitionsPerTopic = 6

export const deadLetterSuffix = '.dlq'
