import { parquetMetadata } from 'hyparquet'

/** Longer than the footer of any file here: metadata of a column chunk takes about a hundred bytes, and a row group has 100,000 rows. */
const tailBytes = 4 * 1024 * 1024

/** Reads the number of rows from the metadata at the end of a Parquet file. Keeps the last 4 MiB that passed. */
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
    try {
      const { buffer, byteOffset, byteLength } = tail
      return Number(parquetMetadata(buffer.slice(byteOffset, byteOffset + byteLength)).num_rows)
    } catch (error) {
      throw new Error('the file does not end as a Parquet file', { cause: error })
    }
  }
}
