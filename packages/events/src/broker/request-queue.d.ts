declare module 'kafkajs/src/network/requestQueue/index.js' {
  /** Of kafkajs's own, which has no types: what waits on a connection. */
  export default class RequestQueue {
    pending: unknown[]
    scheduleCheckPendingRequests(): void
  }
}
