/** A handler throws this when a store does not answer: nothing is wrong with the events, so they wait and come again. */
export class StoreUnavailable extends Error {
  constructor(store: string, options?: ErrorOptions) {
    super(`${store} does not answer`, options)
    this.name = 'StoreUnavailable'
  }
}

/** A handler throws this for one event that it can never work off: the event goes to the dead letters with the reason. */
export class PoisonEvent extends Error {
  readonly eventId: string

  constructor(eventId: string, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'PoisonEvent'
    this.eventId = eventId
  }
}

/** Kafka answered that it will never take this: too large, or malformed in its eyes. Sending it again would not help. */
export class EventRefused extends Error {
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`Kafka refuses the message for good (${reason})`, options)
    this.name = 'EventRefused'
    this.reason = reason
  }
}
