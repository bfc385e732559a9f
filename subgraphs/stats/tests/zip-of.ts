import { buffer } from 'node:stream/consumers'
import { fromBufferPromise } from 'yauzl'

/** The files of a zip, each as its rows. */
export async function zipOf(bytes: Buffer): Promise<Map<string, unknown[]>> {
  const files = new Map<string, unknown[]>()
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    const text = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8')
    const rows: unknown[] = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
    files.set(entry.fileName, rows)
  }
  return files
}
