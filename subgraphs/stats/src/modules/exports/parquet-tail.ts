import { ThriftReader } from './thrift-reader.ts'

const magic = 'PAR1'
/** Longer than the footer of any file here: metadata of a column chunk takes about a hundred bytes, and a row group has 100,000 rows. */
const tailBytes = 4 * 1024 * 1024

/**
 * Reads the number of rows from the end of a Parquet file (https://parquet.apache.org/docs/file-format/): its metadata, their length in four
 * bytes, and the magic word. Keeps the last 4 MiB that passed.
 */
export class ParquetTail {
  readonly soFar = null
  #chunks: Buffer[] = []
  #bytes = 0

  see(chunk: Buffer): void {
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= tailBytes) this.#bytes -= this.#chunks.shift()?.length ?? 0
  }

  total(): number {
    const tail = Buffer.concat(this.#chunks)
    if (tail.length < 12 || tail.toString('latin1', tail.length - 4) !== magic)
      throw new Error('the file does not end as a Parquet file')
    const end = tail.length - 8
    const start = end - tail.readUInt32LE(end)
    if (start < 0) throw new Error('the metadata of the Parquet file are longer than expected')
    return rowsOf(tail.subarray(start, end))
  }
}

/** Field 3 of FileMetaData is num_rows. */
function rowsOf(metadata: Buffer): number {
  const reader = new ThriftReader(metadata)
  for (let field = reader.field(); field; field = reader.field()) {
    if (field.id === 3) return Number(reader.integer())
    reader.skip(field.type)
  }
  throw new Error('the metadata of the Parquet file have no number of rows')
}
