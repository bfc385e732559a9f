import { z } from 'zod'

export const id = z.uuid()
/** ISO 8601 in UTC, as Date's toISOString writes it. */
export const instant = z.iso.datetime()
/** Of the row whose state the event carries: only grows, and the higher one wins. As large as a column of Postgres: many are added up. */
export const version = z.int32().min(0)
