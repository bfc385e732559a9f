import { once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import type { Asked, PersonalPart } from '@forum/personal-data'
import { ZipFile } from 'yazl'
import type { GivenCount } from '../exports/row-counters.ts'

/** All that every service holds of somebody, file after file. */
export type GatherPersonalData = (asked: Asked & { signal: AbortSignal }) => AsyncIterable<PersonalPart>

const lineFeed = 0x0a

/**
 * One zip of NDJSON files. Everything that a zip says beside its files is that of the moment asked for, so the same data give the same bytes. Parts are
 * taken no faster than the zip is read.
 */
export function personalDataZip(
  parts: AsyncIterable<PersonalPart>,
  { asOf, counter }: { asOf: Date; counter: GivenCount },
): Readable {
  const zip = new ZipFile()
  const output = new PassThrough()
  // yazl tells its errors to itself alone, and those of what it reads not at all.
  zip.on('error', (error) => output.destroy(error))
  zip.outputStream.pipe(output)
  void fill(zip, parts, { asOf, counter }).then(
    () => zip.end(),
    (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return output
}

async function fill(
  zip: ZipFile,
  parts: AsyncIterable<PersonalPart>,
  { asOf, counter }: { asOf: Date; counter: GivenCount },
): Promise<void> {
  let open: { file: string; stream: PassThrough } | undefined
  try {
    for await (const { file, lines } of parts) {
      if (open?.file !== file) {
        open?.stream.end()
        const stream = new PassThrough()
        open = { file, stream }
        zip.addReadStream(stream, `${file}.ndjson`, { mtime: asOf, mode: 0o100644, forceDosTimestamp: true })
      }
      counter.add(lines.reduce((count, byte) => count + Number(byte === lineFeed), 0))
      if (!open.stream.write(lines)) await once(open.stream, 'drain')
    }
    open?.stream.end()
  } catch (error) {
    open?.stream.destroy()
    throw error
  }
}
