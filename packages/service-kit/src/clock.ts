/** Where time comes from, so that tests and seeds choose it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
