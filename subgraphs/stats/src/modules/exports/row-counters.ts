import type { ExportFormat } from '../../generated/graphql.ts'
import { ParquetTail } from './parquet-tail.ts'

/** Counts the rows of a file from its bytes, as they pass. */
export type RowCounter = {
  see(chunk: Buffer): void
  /** So far; null where the format does not tell before its end. */
  readonly soFar: number | null
  /** Of the whole file. @throws when it does not end as its format does */
  total(): number
}

const lineFeed = 0x0a
const quote = 0x22

export function rowCounter(format: ExportFormat): RowCounter {
  if (format === 'PARQUET') return new ParquetTail()
  return new LineCounter(format === 'CSV')
}

/** Of a file whose writer counts. */
export class GivenCount implements RowCounter {
  #rows = 0

  add(rows: number): void {
    this.#rows += rows
  }

  see(): void {
    // The bytes say nothing.
  }

  get soFar(): number {
    return this.#rows
  }

  total(): number {
    return this.#rows
  }
}

/** A row a line; in CSV the first line is names, and a line break between quotes is none. */
class LineCounter implements RowCounter {
  readonly #isCsv: boolean
  #lines = 0
  #isQuoted = false
  #lastByte = lineFeed

  constructor(isCsv: boolean) {
    this.#isCsv = isCsv
  }

  see(chunk: Buffer): void {
    for (const byte of chunk) {
      if (byte === quote && this.#isCsv) this.#isQuoted = !this.#isQuoted
      else if (byte === lineFeed && !this.#isQuoted) this.#lines += 1
    }
    this.#lastByte = chunk.at(-1) ?? this.#lastByte
  }

  get soFar(): number {
    return Math.max(0, this.#lines - (this.#isCsv ? 1 : 0))
  }

  total(): number {
    if (this.#isQuoted || this.#lastByte !== lineFeed) throw new Error('the file ends in the middle of a row')
    return this.soFar
  }
}
