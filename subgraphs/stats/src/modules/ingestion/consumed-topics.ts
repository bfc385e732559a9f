import type { TopicName } from '@forum/events'

/** The consumer group; the broker puts the prefix in front. */
export const groupId = 'stats'

export const consumedTopics = ['auth', 'profiles', 'posts', 'views', 'gateway'] as const satisfies TopicName[]
