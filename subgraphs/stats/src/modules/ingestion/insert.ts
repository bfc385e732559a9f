import { ClickHouseError } from '@clickhouse/client'
import { type CatalogueEvent, PoisonEvent } from '@forum/events'
import type { ClickHouse } from '../../clickhouse/clickhouse.ts'
import { type KnownStates, rowsOfPeople } from './people-rows.ts'
import { rowsOf } from './rows.ts'

/** ClickHouse's codes for a value that its column cannot hold: trying again cannot help. */
const badValues = new Set([
  '6', // CANNOT_PARSE_TEXT
  '25', // CANNOT_PARSE_ESCAPE_SEQUENCE, such as half of a surrogate pair
  '26', // CANNOT_PARSE_QUOTED_STRING
  '27', // CANNOT_PARSE_INPUT_ASSERTION_FAILED
  '38', // CANNOT_PARSE_DATE
  '41', // CANNOT_PARSE_DATETIME
  '53', // TYPE_MISMATCH
  '69', // ARGUMENT_OUT_OF_BOUND
  '72', // CANNOT_PARSE_NUMBER
  '117', // INCORRECT_DATA
  '131', // TOO_LARGE_STRING_SIZE
  '321', // VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE
  '376', // CANNOT_PARSE_UUID
])

/**
 * Writes the states that events tell of into their tables. Resolves when all are readable; done twice it changes nothing. Throws PoisonEvent for an event
 * whose values no table can hold, found by trying each alone.
 */
export async function insertStates(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  try {
    await insertRows(clickhouse, events)
  } catch (error) {
    if (!isBadValue(error)) throw error
    for (const event of events) {
      await insertRows(clickhouse, [event]).catch((alone: unknown) => {
        throw isBadValue(alone) ? new PoisonEvent(event.id, alone.message, { cause: alone }) : alone
      })
    }
  }
}

async function insertRows(clickhouse: ClickHouse, events: readonly CatalogueEvent[]): Promise<void> {
  await insertInto(clickhouse, rowsOf(events))
}

/** The same of what is written with people's counts, of events whose states insertStates has written. */
export async function insertOfPeople(
  clickhouse: ClickHouse,
  events: readonly CatalogueEvent[],
  states: KnownStates,
): Promise<void> {
  await insertInto(clickhouse, rowsOfPeople(events, states))
}

async function insertInto(clickhouse: ClickHouse, tables: Record<string, readonly object[]>): Promise<void> {
  await Promise.all(Object.entries(tables).map(([table, rows]) => clickhouse.insert(table, rows)))
}

function isBadValue(error: unknown): error is ClickHouseError {
  return error instanceof ClickHouseError && badValues.has(error.code)
}
