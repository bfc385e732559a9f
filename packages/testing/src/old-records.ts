import { oldLines } from './old-forum.ts'
import type { RawRecord } from './test-broker.ts'

/** What the old version had written to Kafka, record by record. */
export const oldRecords = (): RawRecord[] => oldLines('kafka.ndjson')
