import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hashOf } from './hash-of.ts'

/** The operations that the built web app sends. */
export type TrustedDocuments = {
  /** Texts by their hash. */
  texts: ReadonlyMap<string, string>
  /** The operations' names. */
  names: ReadonlySet<string>
}

const manifest = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  operations: z.array(z.object({ id: z.string(), name: z.string(), body: z.string() })),
})

/** Reads `operations.json` of the web app's folder; none when the app is not built. @throws Error when it is not of this version */
export function readTrustedDocuments(webDirectory: string): TrustedDocuments {
  const file = join(webDirectory, 'operations.json')
  if (!existsSync(file)) return { texts: new Map(), names: new Set() }
  const read = manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!read.success || read.data.operations.some(({ id, body }) => id !== hashOf(body)))
    throw new Error(`${file} is not what this version's web app writes. Build it anew: npm run build -w web.`)
  const { operations } = read.data
  return {
    texts: new Map(operations.map(({ id, body }) => [id, body])),
    names: new Set(operations.map(({ name }) => name)),
  }
}
