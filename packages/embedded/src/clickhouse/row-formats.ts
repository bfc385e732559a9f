/**
 * Formats whose chunks can follow each other, and how many header lines each has. The engine writes the header at the start of every chunk.
 */
const headerLines: Record<string, number> = {
  CSV: 0,
  CSVWithNames: 1,
  CSVWithNamesAndTypes: 2,
  TSV: 0,
  TSVWithNames: 1,
  TSVWithNamesAndTypes: 2,
  TSVRaw: 0,
  TabSeparated: 0,
  TabSeparatedRaw: 0,
  TabSeparatedWithNames: 1,
  TabSeparatedWithNamesAndTypes: 2,
  JSONEachRow: 0,
  NDJSON: 0,
  JSONLines: 0,
  JSONStringsEachRow: 0,
  JSONCompactEachRow: 0,
  JSONCompactStringsEachRow: 0,
  JSONCompactEachRowWithNames: 1,
  JSONCompactEachRowWithNamesAndTypes: 2,
  JSONCompactStringsEachRowWithNames: 1,
  JSONCompactStringsEachRowWithNamesAndTypes: 2,
  RowBinary: 0,
}

/** Formats of which every chunk would be a file of its own: they are written to one file, which is sent. */
export const isFileFormat = (format: string): boolean => ['Parquet', 'ORC', 'Arrow', 'Avro'].includes(format)

export const isRowFormat = (format: string): boolean => format in headerLines

/** Takes the header off every chunk but the first. */
export class RepeatedHeader {
  readonly #lines: number
  readonly #quotes: boolean
  #header: Buffer | undefined

  constructor(format: string) {
    this.#lines = headerLines[format] ?? 0
    this.#quotes = format.startsWith('CSV')
  }

  strip(chunk: Buffer): Buffer {
    if (this.#lines === 0) return chunk
    if (this.#header)
      return chunk.subarray(0, this.#header.length).equals(this.#header) ? chunk.subarray(this.#header.length) : chunk
    this.#header = chunk.subarray(0, this.#headerEnd(chunk))
    return chunk
  }

  /** A column's name in CSV may hold a line break between quotes. */
  #headerEnd(chunk: Buffer): number {
    let lines = 0
    let quoted = false
    for (const [index, byte] of chunk.entries()) {
      if (byte === 0x22 && this.#quotes) quoted = !quoted
      if (byte === 0x0a && !quoted) lines += 1
      if (lines === this.#lines) return index + 1
    }
    return chunk.length
  }
}
