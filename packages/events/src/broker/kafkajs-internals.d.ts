// Parts of kafkajs 2.2.4 that it has no types for, as far as they are mended here.

declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** What waits on a connection. */
  export default class RequestQueue {
    pending: unknown[]
    scheduleCheckPendingRequests(): void
  }
}

declare module 'kafkajs/src/cluster/index.js' {
  export type AskedTopic = {
    topic: string
    partitions: { partition: number }[]
    fromBeginning?: boolean
    fromTimestamp?: number
  }
  export type FoundTopic = { topic: string; partitions: { partition: number; offset: string }[] }
  /** The brokers that a client knows. */
  export default class Cluster {
    fetchTopicsOffset(topics: AskedTopic[]): Promise<FoundTopic[]>
  }
}
