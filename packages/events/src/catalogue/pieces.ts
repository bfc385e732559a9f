import { z } from 'zod'

export const id = z.uuid()
/** ISO 8601 in UTC, as Date's toISOString writes it. */
export const instant = z.iso.datetime()
/** Of the row whose state the event carries: only grows, and the higher one wins. */
export const version = z.number().int().min(0)
