import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { RowCounter } from './row-counters.ts'

export type WrittenFile = { rows: number; bytes: number; sha256: string }
export type WriteProgress = { rows: number | null; bytes: number }

type WriteOptions = {
  directory: string
  /** Of the finished file; nothing else ever has it, so what is there is whole and stays as it is. */
  name: string
  counter: RowCounter
  source: Readable
  signal: AbortSignal
  /** Told what has passed; cheap, for it is called often. */
  onProgress: (progress: WriteProgress) => void
}

/**
 * Streams a source into a file of the exports folder, no faster than the disk takes it: under a temporary name first, on the disk for good
 * before it gets its own. What fails half-way leaves nothing behind.
 */
export async function writeExportFile({
  directory,
  name,
  counter,
  source,
  signal,
  onProgress,
}: WriteOptions): Promise<WrittenFile> {
  await mkdir(directory, { recursive: true })
  const temporary = join(directory, `${name}.part`)
  const hash = createHash('sha256')
  let bytes = 0
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      counter.see(chunk)
      bytes += chunk.length
      onProgress({ rows: counter.soFar, bytes })
      done(null, chunk)
    },
  })
  try {
    const handle = await open(temporary, 'w', 0o600)
    await pipeline(source, meter, handle.createWriteStream({ flush: true }), { signal })
    const rows = counter.total()
    await rename(temporary, join(directory, name))
    await flushFolder(directory)
    return { rows, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    source.destroy()
    await rm(temporary, { force: true })
    throw error
  }
}

/** A new name is only on the disk when its folder is. */
async function flushFolder(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
